import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("A backup that is older than the book")
struct OlderFileTests {
    private static let names = ["centro", "norte", "oriente", "sur"]

    /// A folder with a backup of each route, of the days given.
    private func lender(_ days: [Int]) throws -> Scratch {
        let scratch = try Scratch()
        for (name, day) in zip(Self.names, days) {
            try Backup.evening(of: name, day: day).write(to: scratch.file(name))
        }
        return scratch
    }

    @Test("each older route of several is named and has an alarm, and no record changes", arguments: Engine.allCases)
    func several(engine: Engine) throws {
        let test = try TestBook(engine)
        let newest = try lender([5, 5, 5])
        try test.sync(newest.path)
        let before = try test.loans()
        // One that is newer, two that are older, and one that the book does not know.
        let mixed = try lender([6, 4, 3, 4])
        for _ in 1...2 {
            let error = #expect(throws: LoanBookError.self) { try test.sync(mixed.path) }
            guard case .olderSnapshot(let routes) = error else { throw try #require(error) }
            #expect(routes.map(\.name) == ["norte", "oriente"])
            let said = "\(error.map { "\($0)" } ?? "")"
            #expect(said.contains("route \"norte\" is of 2026-03-04, and the book stands at 2026-03-05; route \""))
            #expect(!said.contains("rt_") && !said.contains("\n"))
        }
        let alarms = try test.findings().filter { $0.code == "snapshot.older_than_book" }
        #expect(Set(alarms.compactMap(\.routeID)).count == 2 && alarms.count == 2)
        #expect(alarms.allSatisfy { alarm in Self.names[1...2].contains { alarm.sentenceES.contains($0) } })
        #expect(try test.loans() == before)
        #expect(try test.routes().count == 3)
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("a route that cannot be read does not hide that another is older")
    func unreadable() throws {
        let test = try TestBook()
        let newest = try lender([5, 5])
        try test.sync(newest.path)
        let older = try lender([4, 4])
        try older.write("norte/admin.db", Array("not a database".utf8))
        #expect(throws: LoanBookError.self) { try test.sync(older.path) }
        #expect(try test.findings().count { $0.code == "snapshot.older_than_book" } == 1)
    }
}
