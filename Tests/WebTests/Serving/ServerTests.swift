import HummingbirdTesting
import Lending
import Logging
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Web

@Suite("starting and stopping")
struct ServerTests {
    @Test("a port that is taken is told as such, with the remedy")
    func portInUse() async throws {
        let book = try SampleBook(.sqlite)
        try await book.server().application.test(.live) { client in
            let port = try #require(client.port)
            let second = try book.server(host: "localhost", port: port)
            await #expect(throws: WebError.portInUse(host: "localhost", port: port)) { try await second.run() }
            #expect("\(WebError.portInUse(host: "localhost", port: port))".contains("--port"))
        }
    }

    @Test("an address that this machine does not have is told as such")
    func unknownAddress() async throws {
        let book = try SampleBook(.sqlite)
        for host in ["203.0.113.7", "nowhere.invalid"] {
            let server = try book.server(host: host)
            await #expect(throws: WebError.self, "\(host)") { try await server.run() }
        }
        #expect(throws: WebError.badPort(70_000)) { try book.server(port: 70_000) }
    }

    @Test("a demo is refused on an address that other machines reach")
    func demoIsLocal() async throws {
        let book = try SampleBook(.sqlite)
        for host in ["0.0.0.0", "192.168.1.5", "example.com", "::", "127.0.0.1.example.com"] {
            #expect(throws: WebError.demoNotLocal(host: host)) { try book.server(demo: true, host: host) }
        }
        for host in ["127.0.0.1", "localhost", "::1", "127.8.9.1"] {
            _ = try book.server(demo: true, host: host)
        }
    }

    @Test("a demo whose key does not work, or opens another book, does not start")
    func demoKey() async throws {
        let book = try SampleBook(.sqlite)
        for key in ["rk_wrong", book.otherKey] {
            let server = try RecaudoServer(
                configuration: WebConfiguration(
                    port: 0,
                    demo: DemoPage(tenant: book.tenant, key: key, source: .simulated(seed: 1))
                ),
                database: book.test.database,
                clock: book.clock
            )
            await #expect(throws: WebError.demoKeyInvalid) { try await server.run() }
        }
    }

    @Test("a graceful shutdown ends the server")
    func shutdown() async throws {
        let book = try SampleBook(.sqlite)
        let (listening, announce) = AsyncStream.makeStream(of: Int.self)
        let server = try RecaudoServer(
            configuration: WebConfiguration(port: 0),
            database: book.test.database,
            clock: book.clock
        ) { port in
            announce.yield(port)
            announce.finish()
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: .init(label: "test")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var ports: [Int] = []
            for await port in listening { ports.append(port) }
            #expect(ports.count == 1 && ports[0] > 0)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
