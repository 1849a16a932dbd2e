import Lending
import LoanBook
import Storage
import TestSupport
import Testing

struct QueriesTests {
    @Test("a list shows what stands, and a filter narrows it down", arguments: Engine.allCases)
    func filters(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let route = lender.routeID(1, lender.tenant).text
        #expect(try lender.ids(.routes).count == 2)
        #expect(try lender.ids(.customers).count == 16)
        #expect(try lender.ids(.customers, [("route_id", route)]).count == 8)
        #expect(try lender.ids(.customers, [("hidden", "true")]).count == 2)
        #expect(try lender.ids(.customers, [("reported", "false"), ("route_id", route)]).count == 7)
        #expect(try lender.ids(.customers, [("status", "idle")]).count == 2)
        #expect(try lender.ids(.loans).count == 30)
        #expect(try lender.ids(.loans, [("status", "active")]).count == 14)
        #expect(try lender.ids(.loans, [("origin", "reconstructed"), ("frequency", "daily")]).count == 16)
        let early = QueriesLender.dayOne.adding(days: -20).isoText
        #expect(try lender.ids(.loans, [("disbursed_to", early)]).count == 16)
        #expect(try lender.ids(.loans, [("disbursed_from", early)]).count == 14)
        #expect(try lender.ids(.loans, [("min_outstanding", "60000.01")]).count == 4)
        #expect(try lender.ids(.loans, [("min_outstanding", "60000")]).count == 14)
        let loan = lender.loanID(1, 1, 2, lender.tenant).text
        #expect(try lender.ids(.payments, [("loan_id", loan)]).count == 10)
        #expect(try lender.ids(.payments, [("paid_from", QueriesLender.dayOne.isoText)]).count == 14)
        let ticket = "112\(QueriesLender.dayOne.dayNumber)"
        #expect(try lender.ids(.payments, [("ticket_id", ticket)]).count == 1)
        #expect(try lender.ids(.settlements, [("route_id", route)]).count == 3)
        #expect(try lender.ids(.findings, [("severity", "critical")]).count == 2)
        #expect(try lender.ids(.findings, [("code", "payment.jump"), ("route_id", route)]).count == 3)
    }

    @Test("late loans are told by the arrears of their route's day", arguments: Engine.allCases)
    func overdue(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let late = try lender.ids(.loans, [("overdue", "true")])
        #expect(
            Set(late)
                == Set([1, 2].flatMap { route in [4, 5].map { lender.loanID(route, $0, 2, lender.tenant).text } })
        )
        #expect(try lender.ids(.loans, [("overdue", "false")]).count == 26)
        let page = try lender.page(RecordQuery(RecordFilter(.loans, parameters: [("overdue", "true")])), limit: 3)
        #expect(page.documents.count == 3)
        #expect(page.hasMore)
        let text = String(decoding: page.documents[0], as: UTF8.self)
        #expect(text.contains(#""arrears_as_of":"\#(QueriesLender.dayOne.isoText)""#))
        #expect(text.contains(#""installments_due":10,"installments_covered":"3.33","installments_overdue":"6.67""#))
        #expect(text.contains(#""overdue_amount":"40000.00""#))
        #expect(text.hasSuffix(#""arrears_bucket":"d5_9","past_term":false}"#))
    }

    @Test("findings come worst first, payments oldest first", arguments: Engine.allCases)
    func order(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let findings = try lender.export(RecordQuery(RecordFilter(.findings))).split(separator: "\n")
        let severities = findings.map { line in
            ["critical", "warning", "info"].firstIndex { line.contains("\"severity\":\"\($0)\"") } ?? 9
        }
        #expect(severities == severities.sorted())
        let payments = try lender.export(RecordQuery(RecordFilter(.payments))).split(separator: "\n")
        let days = payments.map { $0.split(separator: #""paid_on":""#)[1].prefix(10) }
        #expect(days == days.sorted())
    }

    @Test("pages cover a list exactly once while a sync happens", arguments: Engine.allCases)
    func pages(engine: Engine) throws {
        for kind in RecordKind.allCases {
            let lender = try QueriesLender(engine)
            let before = Set(try lender.ids(kind))
            var seen: [String] = []
            var cursor: String?
            var number = 0
            repeat {
                let page = try lender.page(RecordQuery(RecordFilter(kind)), after: cursor, limit: 7)
                seen += page.documents.map { document in
                    String(String(decoding: document, as: UTF8.self).dropFirst(7).prefix { $0 != "\"" })
                }
                cursor = page.nextCursor
                number += 1
                if number == 1 { try lender.sync(day: 2) }
            } while cursor != nil
            let after = Set(try lender.ids(kind))
            #expect(Set(seen).count == seen.count, "\(kind) shows a record twice")
            #expect(before.intersection(after).isSubset(of: seen), "\(kind) leaves a record out")
        }
    }

    @Test("records that no longer stand are shown only when asked for", arguments: Engine.allCases)
    func tombstones(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        try lender.sync(day: 2)
        let gone = try lender.ids(.payments, [("status", "voided")])
        #expect(gone.count == 1)
        let standing = try lender.ids(.payments)
        #expect(!standing.contains(gone[0]))
        #expect(try lender.ids(.payments, [("status", "any")]).count == standing.count + 1)
        let one = try lender.database.withReader {
            try RecordReader($0, tenant: lender.tenant.id).one(.payments, id: gone[0])
        }
        #expect(String(decoding: one ?? [], as: UTF8.self).contains(#""status":"voided""#))
    }

    @Test("a request is refused that names an unknown filter, a wrong value or a cursor of another list")
    func refusals() throws {
        let lender = try QueriesLender(.sqlite)
        #expect(throws: ReadError.unknownFilter(kind: .loans, name: "document")) {
            try RecordFilter(.loans, parameters: [("document", "x' OR 1 = 1 --")])
        }
        #expect(throws: ReadError.self) { try RecordFilter(.loans, parameters: [("disbursed_from", "01/02/2026")]) }
        #expect(throws: ReadError.self) { try RecordFilter(.loans, parameters: [("min_outstanding", "1.234,50")]) }
        #expect(throws: ReadError.self) { try RecordFilter(.loans, parameters: [("status", "open")]) }
        #expect(throws: ReadError.repeatedFilter(name: "status")) {
            try RecordFilter(.loans, parameters: [("status", "any"), ("status", "paid")])
        }
        let all = RecordQuery(RecordFilter(.loans))
        let cursor = try #require(try lender.page(all, limit: 5).nextCursor)
        let active = RecordQuery(try RecordFilter(.loans, parameters: [("status", "active")]))
        #expect(throws: ReadError.badCursor) { try lender.page(active, after: cursor) }
        #expect(throws: ReadError.badCursor) { try lender.page(RecordQuery(RecordFilter(.payments)), after: cursor) }
        #expect(throws: ReadError.badCursor) { try lender.page(all, after: String(cursor.dropLast(30))) }
        #expect(throws: ReadError.badCursor) { try lender.page(all, after: "no cursor!") }
        #expect(throws: ReadError.badCursor) {
            try lender.page(RecordQuery(RecordFilter(.loans), asOf: QueriesLender.dayOne), after: cursor)
        }
        #expect(throws: ReadError.badLimit) { try lender.page(all, limit: 1001) }
    }

    @Test("another tenant's id or cursor is answered like one that does not exist", arguments: Engine.allCases)
    func isolation(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let other = try lender.book.createTenant(name: "Otro prestamista", clock: lender.clock)
        try lender.sync(day: 1, into: other)
        try lender.database.withReader { connection in
            let reader = RecordReader(connection, tenant: other.id)
            let cursor = try #require(try lender.page(RecordQuery(RecordFilter(.loans)), limit: 3).nextCursor)
            #expect(throws: ReadError.badCursor) { try reader.page(RecordQuery(RecordFilter(.loans)), after: cursor) }
            for kind in RecordKind.allCases {
                let id = try #require(try lender.ids(kind).first)
                #expect(try reader.one(kind, id: id) == nil)
                #expect(try reader.one(kind, id: id, asOf: QueriesLender.dayOne) == nil)
            }
            let loan = lender.loanID(1, 1, 2, lender.tenant).text
            let filter = try RecordFilter(.payments, parameters: [("loan_id", loan)])
            #expect(try reader.page(RecordQuery(filter)).documents.isEmpty)
        }
    }

    @Test("the personal part is there only for a reader who may see people", arguments: Engine.allCases)
    func people(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        let id = lender.customerID(1, 1, lender.tenant).text
        try lender.database.withReader { connection in
            let reader = RecordReader(connection, tenant: lender.tenant.id)
            let hidden = String(decoding: try reader.one(.customers, id: id) ?? [], as: UTF8.self)
            #expect(!hidden.contains("Persona") && !hidden.contains("1011"))
            let shown = String(decoding: try reader.one(.customers, id: id, people: .shown) ?? [], as: UTF8.self)
            #expect(shown.contains(#","person":{"source_ref":"1011","name":"Persona 1, de la \"Ceiba\"","#))
            #expect(shown.hasSuffix("}}"))
        }
        for kind in RecordKind.allCases {
            let text = try lender.export(RecordQuery(RecordFilter(kind)))
            #expect(!text.contains("Persona") && !text.contains("Pedro"), "\(kind) tells who people are")
        }
    }
}
