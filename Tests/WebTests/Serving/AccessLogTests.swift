import Lending
import LoanBook
import Logging
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@Suite("the access log")
struct AccessLogTests {
    @Test("a line holds method, path template, status, time and ids, and nothing of the query or of people")
    func lines() async throws {
        let book = try SampleBook(.sqlite)
        let log = LogLines()
        let server = try RecaudoServer(
            configuration: WebConfiguration(port: 0),
            database: book.test.database,
            clock: book.clock,
            logger: Logger(label: "test") { _ in log }
        )
        let id = SampleLender.loanID(1, 1).text
        try await server.asked(key: book.fullKey) { asker in
            _ = try await asker.ask("/v1/payments?ticket_id=SECRET-TICKET&format=csv")
            _ = try await asker.ask("/v1/loans/\(id)?x=SECRET-VALUE", headers: ["X-Request-Id": "request-0001"])
            _ = try await asker.ask("/v1/SECRET-PATH")
            _ = try await asker.with(key: "rk_SECRET").ask("/v1/customers")
        }
        let lines = log.lines
        #expect(lines.count == 4)
        #expect(lines[0].contains("path=/v1/payments") && lines[0].contains("status=200"))
        #expect(lines[0].contains("method=GET") && lines[0].contains("duration_us=") && lines[0].contains("key=ky_"))
        #expect(lines[1].contains("path=/v1/loans/{id}") && lines[1].contains("status=400"))
        #expect(lines[1].contains("request_id=request-0001") && lines[1].contains("code=request.unknown_parameter"))
        #expect(lines[3].contains("status=401") && !lines[3].contains("key="))
        for line in lines {
            #expect(!line.contains("SECRET") && !line.contains(book.fullKey) && !line.contains(id))
            for person in SampleLender(customers: 6, paymentsPerLoan: 4).people { #expect(!line.contains(person)) }
        }
    }
}

/// Keeps what is logged as lines of `name=value`.
private final class LogLines: LogHandler {
    private let kept = Mutex<[String]>([])
    private let fields = Mutex<Logger.Metadata>([:])

    var lines: [String] { kept.withLock { $0 } }
    var logLevel: Logger.Level {
        get { .info }
        set { _ = newValue }
    }
    var metadata: Logger.Metadata {
        get { fields.withLock { $0 } }
        set { fields.withLock { $0 = newValue } }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let text = all.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        kept.withLock { $0.append("\(event.message) \(text)") }
    }
}
