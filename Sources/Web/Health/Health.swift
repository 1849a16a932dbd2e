import Hummingbird

/// `GET /healthz`: the process is alive and answers.
enum Health {
    static let answer: Endpoint.OpenAnswer = { _, _, _ in
        Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"ok"}"#))
        )
    }
}
