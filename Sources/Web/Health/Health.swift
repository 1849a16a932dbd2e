import Codecs
import Hummingbird

/// `GET /healthz`: the process is alive and answers; where folders are watched, how many copies stand how.
enum Health {
    static let answer: Endpoint.OpenAnswer = { _, _, services in
        Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: document(services.sources?())))
        )
    }

    private static func document(_ sources: SourceCounts?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("status", "ok")
        if let sources {
            writer.beginObject("sources")
            writer.field("watched", sources.watched)
            writer.field("taken", sources.taken)
            writer.field("waiting", sources.waiting)
            writer.field("refused", sources.refused)
            writer.field("postponed", sources.postponed)
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes
    }
}
