import Hummingbird
import Storage

/// `GET /readyz`: the database answers and holds our tables.
enum Readiness {
    static let answer: Endpoint.OpenAnswer = { _, _, services in
        do {
            try await services.database.read { connection in
                _ = try connection.firstRow("SELECT id FROM tenant LIMIT 1") { _ in true }
            }
        } catch let error as StorageError where error.code == .failed {
            // The tables are missing: the database is there, the book is not.
            throw StorageError(.unavailable, error.message)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"ready"}"#))
        )
    }
}
