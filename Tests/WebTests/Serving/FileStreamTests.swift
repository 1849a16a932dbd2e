import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Lending
import LoanBook
import NIOCore
import NIOEmbedded
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@Suite("whole results as files")
struct FileStreamTests {
    @Test("a file comes in pieces of bounded size, whole, and from one state of the book", arguments: Engine.allCases)
    func pieces(engine: Engine) async throws {
        let book = try SampleBook(engine, customers: 800, paymentsPerLoan: 8)
        let server = try book.server()
        let response = try await server.answer(to: "/v1/payments?format=ndjson", key: book.fullKey)
        // A sync between the start of the answer and its reading must not show in it.
        try book.sync(SampleLender(customers: 800, paymentsPerLoan: 9), day: 1)
        let sink = Sink()
        try await response.body.write(sink)
        #expect(sink.pieces.count > 2)
        #expect(sink.pieces.allSatisfy { $0 < ReadLimits.chunkBytes + 65_536 })
        #expect(sink.lines == 2 * 800 * 8)
        #expect(sink.isFinished)
    }

    @Test("when reading fails half-way the answer breaks off instead of ending", arguments: Engine.allCases)
    func failure(engine: Engine) async throws {
        let book = try SampleBook(engine, customers: 800, paymentsPerLoan: 8)
        try book.test.database.withWriter { connection in
            try connection.execute(
                "UPDATE payment SET document = '{\"id\":' WHERE tenant_id = $1 AND id = $2",
                [.text(book.tenant.text), .text(SampleLender.paymentID(2, 800, 8).text)]
            )
        }
        let response = try await book.server().answer(to: "/v1/payments?format=csv", key: book.fullKey)
        let sink = Sink()
        await #expect(throws: (any Error).self) { try await response.body.write(sink) }
        #expect(!sink.isFinished)
        #expect(sink.lines > 0)
        // The connection it held is free again.
        for _ in 0..<20 {
            let next = try await book.server().answer(to: "/v1/routes?format=csv", key: book.fullKey)
            try await next.body.write(Sink())
        }
    }

    @Test("over a socket a broken file is seen as broken")
    func brokenTransfer() async throws {
        let book = try SampleBook(.sqlite, customers: 800, paymentsPerLoan: 8)
        try book.test.database.withWriter { connection in
            try connection.execute(
                "UPDATE payment SET document = '{\"id\":' WHERE tenant_id = $1 AND id = $2",
                [.text(book.tenant.text), .text(SampleLender.paymentID(2, 800, 8).text)]
            )
        }
        let key = book.fullKey
        try await book.server().application.test(.live) { client in
            let headers: HTTPFields = [.authorization: "Bearer \(key)"]
            await #expect(throws: (any Error).self) {
                _ = try await client.execute(uri: "/v1/payments?format=csv", method: .get, headers: headers) { $0 }
            }
        }
    }
}

extension RecaudoServer {
    /// The answer to one request with its body unread.
    func answer(to path: String, key: String) async throws -> Response {
        try await Self.answer(of: application, to: path, key: key)
    }

    private static func answer(
        of application: some ApplicationProtocol,
        to path: String,
        key: String
    ) async throws
        -> Response
    {
        let source = ApplicationRequestContextSource(
            channel: NIOAsyncTestingChannel(),
            logger: application.logger
        )
        let request = Request(
            head: HTTPRequest(
                method: .get,
                scheme: "http",
                authority: "localhost",
                path: path,
                headerFields: [.authorization: "Bearer \(key)"]
            ),
            body: RequestBody(buffer: ByteBuffer())
        )
        let responder = try await application.responder
        return try await responder.respond(to: request, context: .init(source: source))
    }
}

/// Takes a body as a client would and remembers its shape, not its bytes.
private final class Sink: ResponseBodyWriter {
    private struct State {
        var pieces: [Int] = []
        var lines = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    var pieces: [Int] { state.withLock { $0.pieces } }
    var lines: Int { state.withLock { $0.lines } }
    var isFinished: Bool { state.withLock { $0.isFinished } }

    func write(_ buffer: ByteBuffer) async throws {
        let lines = buffer.readableBytesView.count { $0 == 0x0A }
        state.withLock { state in
            state.pieces.append(buffer.readableBytes)
            state.lines += lines
        }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {
        state.withLock { $0.isFinished = true }
    }
}
