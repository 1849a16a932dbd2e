import Foundation
import Lending
import LoanBook
import Storage
import Synchronization
import TestSupport
import Testing

/// R28 of the fault table, with a bounded count; `make faults` runs 50 writers and 50 readers for longer.
@Suite("R28: many writers and readers at once")
struct CrowdTests {
    @Test("R28 no writer and no reader is told that the database is locked", arguments: Engine.allCases)
    func crowd(engine: Engine) throws {
        let fixture = try BookFixture(engine)
        let environment = ProcessInfo.processInfo.environment
        let writers = Int(environment["RECAUDO_FAULT_WRITERS"] ?? "") ?? 8
        let nights = Int(environment["RECAUDO_FAULT_NIGHTS"] ?? "") ?? 3
        let tenants = try (0..<writers).map {
            try fixture.book.createTenant(name: "lender \($0)", clock: fixture.clock).id
        }
        let failures = Mutex<[String]>([])
        let reads = Mutex(0)
        let isDone = Mutex(false)
        let book = fixture.book
        let clock = fixture.clock
        func run(_ body: @escaping @Sendable () throws -> Void) -> Thread {
            let thread = Thread {
                do { try body() } catch { failures.withLock { $0.append("\(error)") } }
            }
            thread.start()
            return thread
        }
        let writing = tenants.map { tenant in
            run {
                var lender = Lender.sample(tenant)
                for night in 1...nights {
                    lender.day = night
                    lender.clients[0].loans[0].payments.append(.init(ticket: 900 + night, amount: 7000, day: night))
                    let hash = [UInt8](repeating: UInt8(night), count: 32)
                    let header = SnapshotHeader(source: "test", contentHash: hash)
                    _ = try book.sync(tenant: tenant, header: header, clock: clock) { [lender] writer in
                        try writer.begin(lender.facts)
                        for client in lender.clients { try writer.apply(lender.dossier(client)) }
                        try writer.end()
                    }
                }
            }
        }
        let reading = tenants.map { tenant in
            run {
                while !isDone.withLock({ $0 }) {
                    try book.database.withReader { connection in
                        var payments = 0
                        try RecordReader(connection, tenant: tenant).forEachDocument(
                            RecordQuery(RecordFilter(.payments))
                        ) { _ in payments += 1 }
                        // Six payments to begin with and one more each night: never half of a night.
                        guard payments == 0 || payments > 6 else { throw LoanBookError.damaged(what: "\(payments)") }
                    }
                    reads.withLock { $0 += 1 }
                }
            }
        }
        while !writing.allSatisfy(\.isFinished) { usleep(10_000) }
        isDone.withLock { $0 = true }
        while !reading.allSatisfy(\.isFinished) { usleep(10_000) }
        let told = failures.withLock { $0 }
        #expect(told.isEmpty, "\(told.prefix(3))")
        for tenant in tenants {
            let report = try book.verify(tenant: tenant)
            #expect(report.isSound)
        }
        if environment["RECAUDO_FAULT_WRITERS"] != nil {
            let count = reads.withLock { $0 }
            print(
                "figure: \(writers) writers of \(nights) nights and \(writers) readers on \(engine): \(count) reads, "
                    + "\(told.count) told busy or failed"
            )
        }
    }
}
