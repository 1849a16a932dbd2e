import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("The figures of the samples", .enabled(if: Samples.folder != nil))
struct SampleFigureTests {
    @Test("the first day gives exactly the figures of the independent script", arguments: Engine.allCases)
    func firstDay(engine: Engine) throws {
        let test = try TestBook(engine)
        let result = try test.sync(Samples.day(1))
        #expect(result.routes == ["ruta1", "ruta2"])
        #expect(result.rejects == Rejects())
        #expect(result.notices.isEmpty)
        let expected = try #require(try Samples.expected()["routes"] as? [String: [String: Any]])
        for route in try test.routes() { try check(test, route, #require(expected[route.name]), prefix: "") }
    }

    @Test("an unchanged backup appends nothing", arguments: Engine.allCases)
    func unchanged(engine: Engine) throws {
        let test = try TestBook(engine)
        let first = try test.sync(Samples.day(1))
        let second = try test.sync(Samples.day(1))
        #expect(second.outcome.isRepeat)
        #expect(second.outcome.changes == 0)
        #expect(second.outcome.snapshotID == first.outcome.snapshotID)
        #expect(try test.changes().count == first.outcome.changes)
    }

    @Test("the second day changes exactly what the independent script changed", arguments: Engine.allCases)
    func secondDay(engine: Engine) throws {
        let test = try TestBook(engine)
        let first = try test.sync(Samples.day(1))
        let before = try test.payments()
        let addresses = try test.customers()
        try test.sync(Samples.day(2))
        let last = try #require(first.outcome.log).upperBound
        let changes = try test.changes(after: last)
        let expected = try #require(try Samples.expected()["day2"] as? [String: [String: Any]])
        let events = Dictionary(grouping: changes, by: \.event)
        #expect(events["payment.received"]?.count == 36)
        #expect(events["payment.revised"]?.count == 2)
        #expect(events["payment.voided"]?.count == 2)
        #expect(events["customer.updated"]?.filter { $0.fields.contains("person") }.count == 2)
        #expect(events["payment.revised"]?.allSatisfy { $0.fields == "amount" } ?? false)
        #expect(addresses.count == 80)

        let after = Dictionary(uniqueKeysWithValues: try test.payments().map { ($0.id.text, $0) })
        for route in try test.routes() {
            let truth = try #require(expected[route.name])
            try check(test, route, truth, prefix: "after_")
            let edited = try #require(truth["edited"] as? [String: Any])
            let deleted = try #require(truth["deleted"] as? [String: Any])
            let old = try #require(before.first { $0.ticket == edited["ticket"] as? String })
            #expect(old.amount == .whole(try #require(edited["before"] as? Int64)))
            #expect(after[old.id.text]?.amount == .whole(try #require(edited["after"] as? Int64)))
            let gone = try #require(before.first { $0.ticket == deleted["ticket"] as? String })
            #expect(events["payment.voided"]?.contains { $0.id == gone.id.text } ?? false)
            let evidence = try test.findings().filter { $0.basis == .change }.flatMap(\.evidence).compactMap(\.ticket)
            #expect(evidence.contains(try #require(old.ticket)))
            #expect(evidence.contains(try #require(gone.ticket)))
        }
    }

    @Test("the day's own changes reach the log whatever the order of the routes' files, and the first day is refused")
    func olderFile() throws {
        let test = try TestBook(.sqlite)
        try test.sync(Samples.day(2))
        let count = try test.payments().count
        #expect(throws: LoanBookError.self) { try test.sync(Samples.day(1)) }
        #expect(try test.payments().count == count)
    }

    @Test("ids are the same on both engines and from a zip archive")
    func sameIDs() throws {
        let plain = try TestBook(.sqlite)
        try plain.sync(Samples.day(1))
        let zipped = try TestBook(.postgres)
        let scratch = try Scratch()
        try zipped.sync(try Zip.make(scratch.file("copia.zip"), folder: Samples.day(1)))
        #expect(try plain.payments().map(\.id).sorted() == zipped.payments().map(\.id).sorted())
        #expect(try plain.loans().map(\.id).sorted() == zipped.loans().map(\.id).sorted())
    }

    @Test("no identity number stands outside the personal part")
    func noIdentityNumbers() throws {
        let test = try TestBook(.sqlite)
        let result = try test.sync(Samples.day(1))
        try test.sync(Samples.day(2))
        var numbers: Set<String> = []
        let source = try #require(Samples.folder)
        for route in ["ruta1", "ruta2"] {
            numbers.formUnion(
                try SQLiteFile.texts("\(source.path)/day1/\(route)/admin.db", "SELECT cedula FROM clientes")
            )
        }
        #expect(numbers.count > 50)
        let columns = ["loan": "source_key || document", "payment": "source_key || document", "finding": "document"]
        for (table, column) in columns {
            let texts = try test.texts("SELECT \(column) FROM \(table)")
            // Short running numbers occur inside other figures by chance.
            for number in numbers where number.count > 6 {
                #expect(!texts.contains { $0.contains(number) }, "\(table)")
            }
        }
        #expect(!result.notices.contains { notice in numbers.contains { $0.count > 6 && notice.contains($0) } })
    }

    private func check(_ test: TestBook, _ route: Route, _ truth: [String: Any], prefix: String) throws {
        func figure(_ name: String) throws -> Int64 {
            let number = try #require(truth[prefix + name] as? NSNumber, "\(name)")
            return Int64((number.doubleValue * 100).rounded())
        }
        func count(_ number: Int) -> Int64 { Int64(number) * 100 }
        let customers = try test.customers().filter { $0.routeID == route.id }
        let loans = try test.loans().filter { $0.routeID == route.id }
        let payments = try test.payments().filter { $0.routeID == route.id }
        let settlements = try test.settlements().filter { $0.routeID == route.id }
        let active = loans.filter { $0.status == .active }
        #expect(count(customers.count) == (try figure("clients")))
        #expect(count(customers.count(where: \.isHidden)) == (try figure("hidden")))
        #expect(count(customers.count(where: \.isReported)) == (try figure("reported")))
        #expect(count(active.count) == (try figure("active_loans")))
        #expect(sum(active.map(\.outstanding)) == (try figure("outstanding")))
        #expect(count(loans.count - active.count) == (try figure("reconstructible_closed")))
        #expect(count(payments.count) == (try figure("payments")))
        #expect(sum(payments.map(\.amount)) == (try figure("paid")))
        #expect(sum([try #require(route.boxCash)]) == (try figure("box_cash")))
        #expect(count(settlements.count) == (try figure("settlements")))
        #expect(sum(settlements.map(\.collected)) == (try figure("collected_by_settlements")))
        #expect(route.boxCashComputed == route.boxCash)
    }

    private func sum(_ amounts: [Money]) -> Int64 {
        amounts.reduce(.zero, +).minorUnits
    }
}
