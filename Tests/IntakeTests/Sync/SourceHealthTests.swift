import Foundation
import Intake
import Lending
import LoanBook
import Machine
import Storage
import TestSupport
import Testing

@Suite("How sources do")
struct SourceHealthTests {
    private func march(_ day: Int) -> CivilDate? { CivilDate(year: 2026, month: 3, day: day) }

    private func health(_ test: TestBook) async throws -> [SourceHealth] {
        let now = Instant(microseconds: test.clock.microseconds())
        return try await BookQueries(test.book.database).sources(of: test.tenant, at: now).sources
    }

    private func lender(_ days: [String: Int]) throws -> Scratch {
        let scratch = try Scratch()
        for (name, day) in days { try Backup.evening(of: name, day: day).write(to: scratch.file(name)) }
        return scratch
    }

    @Test("a copy each day is well; a day that passed without one is missed", arguments: Engine.allCases)
    func nights(engine: Engine) async throws {
        var test = try TestBook(engine)
        test.stand(on: march(5))
        let copy = try lender(["norte": 5, "sur": 5])
        try test.sync(copy.path)
        let first = try await health(test)
        #expect(first.map(\.routeName) == ["norte", "sur"])
        #expect(first.map(\.source) == ["prestacop", "prestacop"])
        #expect(first.map(\.status) == [.ok, .ok])
        #expect(first[0].files.sorted() == ["norte/admin.db", "norte/pagos.db"])
        #expect(first[0].businessDate == march(5))
        #expect(first[0].readAt == Instant(microseconds: test.clock.microseconds()))
        test.stand(on: march(6))
        let seen1 = try await health(test)
        #expect(seen1.map(\.status) == [.ok, .ok], "today's copy may still come")
        let more = try lender(["norte": 6])
        try test.sync(more.file("norte"), route: "norte")
        test.stand(on: march(9))
        let late = try await health(test)
        #expect(late.map(\.missedNights) == [2, 3])
        #expect(late.map(\.status) == [.late, .late])
    }

    @Test("where the profile keeps the calendar, Sundays and holidays are no missed nights")
    func calendar() async throws {
        var test = try TestBook()
        let text = try #require(ProfileCatalog.text(of: "prestacop"))
            .replacing("calendar: every_day", with: "calendar: colombian_holidays")
        let copy = try lender(["norte": 5])
        test.stand(on: march(5))
        try test.sync(copy.file("norte"), profile: Profile(yaml: text, file: "p.yaml"))
        // Friday 6, Saturday 7, Sunday 8.
        test.stand(on: march(9))
        let seen2 = try await health(test)
        #expect(seen2.map(\.missedNights) == [2])
        // Monday 23 is Saint Joseph's day.
        test.stand(on: march(24))
        let seen3 = try await health(test)
        #expect(seen3.map(\.missedNights) == [14])
    }

    @Test(
        "an older copy is refused and remembered with its alarm; the next good one is well",
        arguments: Engine.allCases
    )
    func older(engine: Engine) async throws {
        var test = try TestBook(engine)
        test.stand(on: march(5))
        let newest = try lender(["norte": 5, "sur": 5])
        try test.sync(newest.path)
        test.stand(on: march(6))
        let mixed = try lender(["norte": 4, "sur": 6])
        #expect(throws: LoanBookError.self) { try test.sync(mixed.path) }
        let refused = try await health(test)
        #expect(refused.map(\.status) == [.refused, .ok])
        #expect(refused[0].refusal?.code == "snapshot.older_than_book")
        #expect(refused[0].refusal?.message.contains("2026-03-04") == true)
        let alarm = try #require(try test.findings().first { $0.code == "snapshot.older_than_book" })
        #expect(refused[0].olderFile?.finding == alarm.id)
        #expect(refused[1].olderFile == nil)
        test.stand(on: march(7))
        let good = try lender(["norte": 6, "sur": 6])
        try test.sync(good.path)
        let after = try await health(test)
        #expect(after.map(\.status) == [.ok, .ok])
        #expect(after[0].refusal != nil && after[0].olderFile != nil)
    }

    @Test("a damaged file is remembered with its reason; the same good copy again is well")
    func damaged() async throws {
        var test = try TestBook()
        test.stand(on: march(5))
        let copy = try lender(["norte": 5])
        try test.sync(copy.path)
        let broken = try lender(["norte": 6])
        try broken.write("norte/admin.db", Array("not a database".utf8))
        test.stand(on: march(6))
        #expect(throws: IntakeError.self) { try test.sync(broken.path) }
        let refused = try await health(test)
        #expect(refused.map(\.status) == [.refused])
        #expect(refused[0].refusal?.code == "source.not_a_database")
        #expect(refused[0].refusal?.refusedAt == Instant(microseconds: test.clock.microseconds()))
        test.clock = FixedClock(microseconds: test.clock.microseconds() + 1)
        #expect(try test.sync(copy.path).outcome.isRepeat)
        let seen4 = try await health(test)
        #expect(seen4.map(\.status) == [.ok])
    }

    @Test("a source that never came well is listed with its refusal, until it does")
    func unknown() async throws {
        var test = try TestBook()
        test.stand(on: march(5))
        let empty = try Scratch()
        try empty.write("norte/otra.txt", Array("x".utf8))
        #expect(throws: IntakeError.self) { try test.sync(empty.path) }
        let listed = try await health(test)
        #expect(listed.map(\.source) == ["prestacop"])
        #expect(listed.map(\.status) == [.refused])
        #expect(listed[0].routeID == nil && listed[0].readAt == nil)
        test.stand(on: march(6))
        let copy = try lender(["norte": 5])
        try test.sync(copy.path)
        let seen5 = try await health(test)
        #expect(seen5.map(\.routeName) == ["norte"])
    }

    @Test("a path that is not there is no refusal of a copy")
    func mistyped() async throws {
        let test = try TestBook()
        #expect(throws: IntakeError.self) { try test.sync("/nowhere/at/all") }
        let seen6 = try await health(test)
        #expect(seen6.isEmpty)
    }

    @Test("changed files show until they are as before, with what changed")
    func drifting() async throws {
        var test = try TestBook()
        test.stand(on: march(3))
        try test.sync(Backup.evening(of: "norte", day: 2))
        var changed = Backup.evening(of: "norte", day: 3)
        changed.extraBook = ["ALTER TABLE clientes ADD COLUMN barrio text"]
        try test.sync(changed)
        let drifting = try await health(test)
        #expect(drifting.map(\.status) == [.drifting])
        #expect(drifting[0].drift.map(\.place) == ["admin.db/clientes.barrio"])
        #expect(drifting[0].driftedOn == march(3))
    }
}
