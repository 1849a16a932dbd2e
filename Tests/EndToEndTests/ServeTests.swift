import Foundation
import FoundationNetworking
import Storage
import Testing

@Suite("recaudo serve, as an integrator meets it")
struct ServeTests {
    @Test("a key made on the command line reads the book over HTTP, on both engines", arguments: Engine.allCases)
    func readOverHTTP(engine: Engine) async throws {
        let lender = try SimulatedLender(nights: 1)
        let truth = try lender.truth(night: 1)
        let book = try ScriptedBook(engine)
        try book.sync(lender.backup(night: 1))
        let key = try #require(try book.json(["key", "create", "--label", "test", "--json"])["key"] as? String)
        let server = try RunningServer(database: book.database)
        defer { server.stop() }

        let portfolio = try await server.json("/v1/portfolio", key: key)
        #expect(portfolio["outstanding"] as? String == (try truth.amount("outstanding")))

        let loans = try await server.text("/v1/loans?format=ndjson", key: key)
        let count = loans.split(separator: "\n").count
        #expect(count == (try truth.count("active_loans")) + (try truth.count("reconstructible_closed")))

        let csv = try await server.text("/v1/payments?format=csv&dialect=excel-es", key: key)
        #expect(csv.hasPrefix("\u{FEFF}"))
        #expect(csv.split(whereSeparator: \.isNewline).count == (try truth.count("payments")) + 1)

        #expect(try await server.status("/v1/loans", key: nil) == 401)
        #expect(try await server.status("/v1/loans/ln_00000000000000000000000000", key: key) == 404)
        #expect(try await server.status("/healthz", key: nil) == 200)
        #expect(try await server.status("/readyz", key: nil) == 200)
    }

    @Test("an export on the command line holds the same bytes as over HTTP")
    func exportAgrees() async throws {
        let lender = try SimulatedLender(nights: 1, routes: 1)
        let book = try ScriptedBook(.sqlite)
        try book.sync(lender.backup(night: 1))
        let key = try #require(try book.json(["key", "create", "--label", "test", "--json"])["key"] as? String)
        let server = try RunningServer(database: book.database)
        defer { server.stop() }
        for form in ["csv", "ndjson"] {
            let exported = try book.run(["export", "loans", "--format", form])
            #expect(exported.status == 0, "\(exported.errors)")
            #expect(try await server.text("/v1/loans?format=\(form)", key: key) == exported.output)
        }
    }

    @Test("the server ends cleanly when it is told to stop")
    func stops() throws {
        let book = try ScriptedBook(.sqlite)
        let server = try RunningServer(database: book.database)
        #expect(server.stop() == 0)
    }
}

/// `recaudo serve` on a free port, until it is stopped.
final class RunningServer {
    private let process: Process
    private let port: Int

    init(database: String, in folder: URL? = nil) throws {
        process = try Program.prepared(["serve", "--database", database, "--port", "0"], in: folder)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        port = try RunningServer.port(saidOn: errors.fileHandleForReading)
        // The log must not fill the pipe.
        errors.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit {
        stop()
    }

    /// Asks the server to stop and returns its exit code.
    @discardableResult
    func stop() -> Int32 {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }

    func status(_ path: String, key: String?) async throws -> Int {
        try await ask(path, key: key).status
    }

    func text(_ path: String, key: String) async throws -> String {
        let answer = try await ask(path, key: key)
        try #require(answer.status == 200, "\(path): \(answer.status)")
        return String(decoding: answer.body, as: UTF8.self)
    }

    func json(_ path: String, key: String) async throws -> [String: Any] {
        let body = Data(try await text(path, key: key).utf8)
        return try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    }

    private func ask(_ path: String, key: String?) async throws -> (status: Int, body: Data) {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        var request = URLRequest(url: url)
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        let (body, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return (answer.statusCode, body)
    }

    /// Reads the line in which the server says where it listens.
    private static func port(saidOn pipe: FileHandle) throws -> Int {
        var text = ""
        while true {
            let data = pipe.availableData
            try #require(!data.isEmpty, "the server ended before it listened: \(text)")
            text += String(decoding: data, as: UTF8.self)
            let said = text.split(separator: "http://127.0.0.1:").dropFirst().first?.prefix { $0.isNumber }
            if let said, let port = Int(said) { return port }
        }
    }
}
