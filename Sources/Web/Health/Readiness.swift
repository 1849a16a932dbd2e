import Hummingbird
import Storage

/// `GET /readyz`: the database answers and holds our tables.
enum Readiness {
    static let answer: Endpoint.OpenAnswer = { _, _, services in
        try await check(services.database)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"ready"}"#))
        )
    }

    /// Asks `database` a question that needs our tables.
    /// - Throws: ``StorageError``, `unavailable` when the tables are missing.
    static func check(_ database: Database) async throws {
        do {
            try await database.read { connection in
                _ = try connection.firstRow("SELECT id FROM tenant ORDER BY id LIMIT 1") { _ in true }
            }
        } catch let error as StorageError where error.code == .failed {
            throw StorageError(.unavailable, error.message)
        }
    }
}
