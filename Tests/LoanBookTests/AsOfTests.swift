import Codecs
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

struct AsOfTests {
    @Test("the book of day 1 is the same after day 2, to the byte", arguments: Engine.allCases)
    func unchanged(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        for kind in RecordKind.allCases {
            let lender = try QueriesLender(engine)
            let query = RecordQuery(RecordFilter(kind), asOf: QueriesLender.dayOne, people: .shown)
            let formats: [ExportFormat] = [.ndjson, .json, .csv(.standard), .csv(.excelES)]
            let before = try formats.map { try lender.export(query, as: $0) }
            let current = try lender.export(RecordQuery(RecordFilter(kind), people: .shown))
            #expect(before[0] == current)
            try lender.sync(day: 2)
            #expect(try formats.map { try lender.export(query, as: $0) } == before, "\(kind)")
            let now = try lender.export(RecordQuery(RecordFilter(kind), people: .shown))
            #expect(now != current || kind == .findings, "\(kind)")
        }
        try lender.sync(day: 2)
        #expect(try lender.ids(.payments, asOf: QueriesLender.dayTwo) == lender.ids(.payments))
    }

    @Test("filters judge an earlier state by what stood then", arguments: Engine.allCases)
    func filters(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        try lender.sync(day: 2)
        let day = QueriesLender.dayOne
        #expect(try lender.ids(.loans, [("status", "active")]).count == 12)
        #expect(try lender.ids(.loans, [("status", "active")], asOf: day).count == 14)
        #expect(try lender.ids(.loans, [("min_outstanding", "60000")], asOf: day).count == 14)
        #expect(try lender.ids(.loans, [("overdue", "true")], asOf: day).count == 4)
        let loan = lender.loanID(1, 2, 2, lender.tenant).text
        #expect(try lender.ids(.payments, [("loan_id", loan)], asOf: day).count == 10)
        #expect(try lender.ids(.payments, [("loan_id", loan)]).count == 10)
        #expect(try lender.ids(.payments, [("paid_from", day.isoText)], asOf: day).count == 14)
        #expect(try lender.ids(.payments, [("paid_from", day.isoText)]).count == 28)
        #expect(try lender.ids(.payments, [("status", "voided")], asOf: day).isEmpty)
        #expect(try lender.ids(.settlements, asOf: day).count == 6)
        let query = RecordQuery(try RecordFilter(.loans, parameters: [("status", "active")]), asOf: day)
        var seen = 0
        var cursor: String?
        repeat {
            let page = try lender.page(query, after: cursor, limit: 5)
            seen += page.documents.count
            cursor = page.nextCursor
        } while cursor != nil
        #expect(seen == 14)
    }

    @Test("before the first snapshot its records are replayed to the day", arguments: Engine.allCases)
    func replay(engine: Engine) throws {
        let lender = try QueriesLender(engine)
        try lender.sync(day: 2)
        let day = QueriesLender.dayOne.adding(days: -5)
        let loan = try lender.database.withReader { connection in
            try RecordReader(connection, tenant: lender.tenant.id).loan(
                lender.loanID(1, 1, 2, lender.tenant),
                asOf: day
            )
        }
        #expect(loan?.paymentsCount == 5)
        #expect(loan?.paid == .whole(30_000))
        #expect(loan?.outstandingComputed == .whole(90_000))
        #expect(loan?.outstandingSource == .whole(90_000))
        #expect(loan?.lastPaymentOn == day)
        #expect(try lender.ids(.loans, asOf: QueriesLender.dayOne.adding(days: -20)).count == 16)
        let early = QueriesLender.dayOne.adding(days: -29)
        #expect(try lender.ids(.loans, [("status", "active")], asOf: early).count == 16)
        #expect(try lender.ids(.customers, [("status", "active")], asOf: early).count == 16)
        #expect(try lender.ids(.payments, asOf: early).count == 32)
        #expect(try lender.ids(.customers, asOf: QueriesLender.dayOne.adding(days: -40)).isEmpty)
        #expect(try lender.ids(.findings, asOf: early).isEmpty)
        #expect(try lender.ids(.settlements, asOf: QueriesLender.dayOne.adding(days: -1)).count == 4)
    }

    @Test("a book that holds nothing answers with nothing")
    func empty() throws {
        let test = try TestDatabase(.sqlite)
        let book = Book(database: test.database)
        let clock = FixedClock(microseconds: 0)
        try book.prepare(clock: clock)
        let tenant = try book.createTenant(name: "Nuevo", clock: clock)
        try test.database.withReader { connection in
            let reader = RecordReader(connection, tenant: tenant.id)
            for kind in RecordKind.allCases {
                let page = try reader.page(RecordQuery(RecordFilter(kind), asOf: QueriesLender.dayOne))
                #expect(page.documents.isEmpty)
            }
        }
    }
}
