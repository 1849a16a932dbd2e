import Codecs
import Intake
import Lending
import LoanBook
import Reporting
import Storage
import Testing

@Suite("What a closed day answers, whatever is read later")
struct PastDayTests {
    private func sync(
        _ route: String,
        day: Int,
        wrong: Bool = false,
        olderFiles: SnapshotHeader.OlderFiles = .refuse,
        into test: TestBook
    ) throws {
        let scratch = try Scratch()
        try Backup.evening(of: route, day: day, wrong: wrong).write(to: scratch.file("copia"))
        try test.sync(scratch.file("copia"), route: route, olderFiles: olderFiles)
    }

    private func day(_ number: Int) -> CivilDate { CivilDate(year: 2026, month: 3, day: number) ?? Self.never }

    private static let never = CivilDate(dayNumber: 0)

    /// Everything that can be asked of `day`, of one route or of all: lists, pages, files, single records, reports.
    private func answers(_ test: TestBook, _ day: CivilDate, of route: String? = nil) throws -> [String: String] {
        let id = try route.map { name in try #require(try test.routes().first { $0.name == name }).id.text }
        let tenant = try test.book.tenant(named: "prueba")
        return try test.book.database.withReader { connection in
            let reader = RecordReader(connection, tenant: test.tenant)
            var answers: [String: String] = [:]
            for kind in RecordKind.allCases {
                var filter = RecordFilter(kind)
                if let id, kind != .routes { try filter.require("route_id", id) }
                let query = RecordQuery(filter, asOf: day, people: .shown)
                if kind != .routes || id == nil {
                    for format in [ExportFormat.ndjson, .csv(.standard)] {
                        answers["\(kind) as \(format.fileEnding)"] = try text(of: reader.export(query, as: format))
                    }
                    answers["\(kind) in pages"] = try pages(query, reader)
                }
                for record in try ids(kind, route: id, connection) {
                    let document = try reader.one(kind, id: record, asOf: day, people: .shown) ?? []
                    answers["\(kind) \(record)"] = String(decoding: document, as: UTF8.self)
                }
            }
            let portfolio = try PortfolioReport(tenant: tenant, asOf: day, on: connection).json()
            if let id {
                let routes = try JSONValue.parse(portfolio)["routes"]?.elements ?? []
                answers["portfolio"] = routes.first { $0["id"]?.text == id }.map { "\($0)" } ?? "none"
            } else {
                answers["portfolio"] = String(decoding: portfolio, as: UTF8.self)
                let boxes = try BoxesReport(tenant: tenant, asOf: day, on: connection).json()
                answers["boxes"] = String(decoding: boxes, as: UTF8.self)
                let findings = try FindingsReport(tenant: tenant, asOf: day, on: connection).json()
                answers["findings"] = String(decoding: findings, as: UTF8.self)
            }
            return answers
        }
    }

    /// Ids of all records the book ever held of a kind, of one route or of all.
    private func ids(_ kind: RecordKind, route: String?, _ connection: any Connection) throws -> [String] {
        let column = kind == .routes ? "id" : "route_id"
        let condition = route == nil ? "$1 = ''" : "\(column) = $1"
        return try connection.rows("SELECT id FROM \(kind.entity) WHERE \(condition)", [.text(route ?? "")]) {
            try $0.text(0)
        }
    }

    private func text(of export: RecordExport) throws -> String {
        var bytes: [UInt8] = []
        while let piece = try export.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func pages(_ query: RecordQuery, _ reader: RecordReader) throws -> String {
        var texts: [String] = []
        var cursor: String?
        repeat {
            let page = try reader.page(query, after: cursor, limit: 3)
            texts += page.documents.map { String(decoding: $0, as: UTF8.self) }
            cursor = page.nextCursor
        } while cursor != nil
        return texts.joined(separator: "\n")
    }

    private func expectSame(
        _ after: [String: String],
        _ before: [String: String],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let changed = before.filter { after[$0.key] != $0.value }.map(\.key).sorted()
        #expect(changed == [], sourceLocation: location)
    }

    @Test("a route whose backups come later moves no day of another", arguments: Engine.allCases)
    func lateRoute(engine: Engine) throws {
        let test = try TestBook(engine)
        try sync("norte", day: 4, into: test)
        let first = try answers(test, day(4), of: "norte")
        let earlier = try answers(test, day(3), of: "norte")
        try sync("norte", day: 5, into: test)
        try sync("sur", day: 3, into: test)
        expectSame(try answers(test, day(4), of: "norte"), first)
        expectSame(try answers(test, day(3), of: "norte"), earlier)
        let sur = try answers(test, day(3), of: "sur")
        #expect(sur["loans as ndjson"]?.split(separator: "\n").count == 2)
        try sync("sur", day: 4, into: test)
        try sync("norte", day: 6, into: test)
        try sync("sur", day: 7, into: test)
        expectSame(try answers(test, day(4), of: "norte"), first)
        expectSame(try answers(test, day(3), of: "norte"), earlier)
        expectSame(try answers(test, day(3), of: "sur"), sur)
    }

    @Test("a route loaded for the first time is replayed to the days before, alone", arguments: Engine.allCases)
    func newRoute(engine: Engine) throws {
        let test = try TestBook(engine)
        try sync("norte", day: 3, into: test)
        try sync("norte", day: 4, into: test)
        let norte = try answers(test, day(3), of: "norte")
        try sync("sur", day: 6, into: test)
        expectSame(try answers(test, day(3), of: "norte"), norte)
        let sur = try answers(test, day(3), of: "sur")
        #expect(sur["payments as ndjson"]?.split(separator: "\n").count == 4)
        #expect(sur["findings as ndjson"] == "")
        try sync("sur", day: 7, wrong: true, into: test)
        try sync("norte", day: 7, into: test)
        expectSame(try answers(test, day(3), of: "sur"), sur)
        expectSame(try answers(test, day(3), of: "norte"), norte)
        let all = try answers(test, day(3))
        #expect(all["payments as ndjson"]?.split(separator: "\n").count == 8)
        #expect(all["loans in pages"]?.split(separator: "\n").count == 4)
        #expect(try JSONValue.parse(Array((all["portfolio"] ?? "").utf8))["payments_count"]?.integer == 8)
    }

    @Test("a roll-back with an older file changes no day that was closed before it", arguments: Engine.allCases)
    func rollBack(engine: Engine) throws {
        let test = try TestBook(engine)
        try sync("norte", day: 2, into: test)
        try sync("sur", day: 2, into: test)
        for number in 3...5 {
            try sync("norte", day: number, into: test)
            try sync("sur", day: number, into: test)
        }
        let closed = try (1...4).map { try answers(test, day($0)) }
        #expect(closed[2] != closed[3])
        try sync("norte", day: 3, wrong: true, olderFiles: .accept, into: test)
        for number in 1...4 { expectSame(try answers(test, day(number)), closed[number - 1]) }
        // The day that was not closed yet takes the roll-back, as the book itself does.
        let open = try answers(test, day(5), of: "norte")
        #expect(open["payments as ndjson"]?.contains(#""amount":"5000.00""#) == true)
        for number in 4...7 { try sync("norte", day: number, wrong: true, into: test) }
        try sync("sur", day: 6, into: test)
        for number in 1...4 { expectSame(try answers(test, day(number)), closed[number - 1]) }
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("a file from the future that is rolled back leaves each later day its own file", arguments: Engine.allCases)
    func wrongClock(engine: Engine) throws {
        let test = try TestBook(engine)
        try sync("norte", day: 2, into: test)
        let second = try answers(test, day(2))
        try sync("norte", day: 8, wrong: true, into: test)
        try sync("norte", day: 3, olderFiles: .accept, into: test)
        let third = try answers(test, day(3))
        for number in 4...9 { try sync("norte", day: number, into: test) }
        expectSame(try answers(test, day(2)), second)
        for number in 3...8 {
            let payments = try answers(test, day(number))["payments as ndjson"] ?? ""
            #expect(payments.split(separator: "\n").count == 2 * (number - 1))
            #expect(!payments.contains("5000.00"))
        }
        expectSame(try answers(test, day(3)), third)
    }

    @Test("the day that stands open answers as the book does now", arguments: Engine.allCases)
    func openDay(engine: Engine) throws {
        let test = try TestBook(engine)
        try sync("norte", day: 3, into: test)
        try sync("sur", day: 4, into: test)
        let now = try test.loans()
        let loans = try answers(test, day(9))["loans as ndjson"] ?? ""
        #expect(loans.split(separator: "\n").count == now.count)
        let third = try answers(test, day(3))
        try sync("norte", day: 4, into: test)
        expectSame(try answers(test, day(3)), third)
    }
}
