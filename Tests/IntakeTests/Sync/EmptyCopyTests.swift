import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("Copies that lost what they held")
struct EmptyCopyTests {
    /// A table of payments that stands in every file here, so that the second file is complete.
    private let table = """
        CREATE TABLE a777888999(codigo integer, fecha text, abono text, saldo text, hora text, identificador text)
        """

    private func refusal(_ backup: Backup, _ test: TestBook) throws -> IntakeError {
        let before = try test.everything()
        let day = try test.routes().first?.businessDate
        let error = try #require(throws: IntakeError.self) { try test.sync(backup) }
        #expect(try test.everything() == before)
        #expect(try test.routes().first?.businessDate == day)
        return error
    }

    @Test("a copy without customers of a route that has some is refused", arguments: Engine.allCases)
    func noCustomers(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        _ = try test.sync(backup)
        backup.clients = []
        backup.extraHistory = [table]
        backup.boxDay = "03/03/2026"
        let error = try refusal(backup, test)
        #expect(error.code == .emptied)
        #expect(error.message.contains("--accept-older"))
        _ = try test.sync(backup, olderFiles: .accept)
        #expect(try test.customers().isEmpty)
        #expect(try test.findings().contains { $0.code == "history.customer_removed" })
        // Nothing is left to lose.
        backup.boxDay = "04/03/2026"
        _ = try test.sync(backup)
    }

    @Test("a copy without payments of a route that has some is refused", arguments: Engine.allCases)
    func noPayments(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        _ = try test.sync(backup)
        backup.clients[0].payments = []
        backup.boxDay = "03/03/2026"
        let error = try refusal(backup, test)
        #expect(error.code == .emptied)
        #expect(error.message.contains("pagos.db"))
        _ = try test.sync(backup, olderFiles: .accept)
        #expect(try test.payments().isEmpty)
    }

    @Test("a route that nothing is known of may be empty, and says so", arguments: Engine.allCases)
    func newRoute(engine: Engine) throws {
        let test = try TestBook(engine)
        var backup = Backup()
        backup.clients = []
        backup.extraHistory = [table]
        let result = try test.sync(backup)
        #expect(result.notices.contains { $0.contains("holds no customers yet") })
        #expect(try test.routes().first?.boxCash == .whole(510_000))
        _ = try test.sync(Backup())
        #expect(try test.customers().count == 1)
    }

    @Test("an empty copy named for its day makes no route beside the ones that are known")
    func namelessEmpty() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        _ = try test.sync(Backup())
        var backup = Backup()
        backup.clients = []
        try backup.write(to: scratch.file("copia-01-11"))
        let zip = try Zip.make(scratch.file("copia-01-11.zip"), folder: scratch.file("copia-01-11"))
        let before = try test.everything()
        let error = try #require(throws: IntakeError.self) { try test.sync(zip) }
        #expect(error.code == .emptied)
        #expect(try test.everything() == before)
        #expect(try test.sync(zip, newRoutes: .always).routes == ["copia-01-11"])
    }
}
