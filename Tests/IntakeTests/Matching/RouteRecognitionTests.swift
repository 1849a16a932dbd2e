import Foundation
import Intake
import Lending
import LoanBook
import Storage
import Testing

@Suite("A route under another name")
struct RouteRecognitionTests {
    /// A route of eight customers, each with two payments whose tickets no other route prints.
    private func backup(_ mark: String = "a", documents: [String]? = nil, day: String = "02/03/2026") -> Backup {
        var backup = Backup()
        let documents = documents ?? (1...8).map { "10\(mark == "a" ? 1 : 2)00\($0)" }
        backup.clients = documents.enumerated().map { index, document in
            BackupClient(
                number: index + 1,
                name: "Persona \(mark) \(index)",
                document: document,
                balance: "100000",
                payments: [
                    BackupPayment(ticket: "\(mark)\(index)-1"),
                    BackupPayment(time: "11:00:00", balance: "100000", ticket: "\(mark)\(index)-2"),
                ]
            )
        }
        backup.boxDay = day
        return backup
    }

    /// The next day's copy, with a payment more.
    private func next(_ mark: String = "a") -> Backup {
        var backup = backup(mark, day: "03/03/2026")
        backup.clients[0].balance = "90000"
        backup.clients[0].payments?.append(BackupPayment(day: "03/03/2026", balance: "90000", ticket: "\(mark)-new"))
        return backup
    }

    private func put(_ backup: Backup, _ scratch: Scratch, _ name: String) throws -> String {
        try backup.write(to: scratch.file(name))
        return scratch.file(name)
    }

    private func refusal(_ test: TestBook, _ body: () throws -> Void) throws -> String {
        let before = try test.everything()
        let error = try #require(throws: IntakeError.self) { try body() }
        #expect(error.code == .routeKnown)
        #expect(!error.message.contains("\n"))
        #expect(!error.message.contains("10100"), "no identity number")
        #expect(try test.everything() == before)
        return error.message
    }

    @Test("a name that differs only in case, accents or blanks is the same route", arguments: Engine.allCases)
    func typing(engine: Engine) throws {
        let scratch = try Scratch()
        let test = try TestBook(engine)
        try test.sync(put(backup(), scratch, "uno/Ruta Peñón"))
        let result = try test.sync(put(next(), scratch, "dos/RUTA  penon "))
        #expect(result.routes == ["Ruta Peñón"])
        #expect(try test.routes().map(\.name) == ["Ruta Peñón"])
        #expect(try test.payments().count == 17)
    }

    @Test("--route may be typed without the accents of the folder")
    func typedOption() throws {
        let scratch = try Scratch()
        _ = try put(backup(), scratch, "todo/Peñón")
        _ = try put(backup("b"), scratch, "todo/Sur")
        #expect(try TestBook().sync(scratch.file("todo"), route: "penon").routes == ["Peñón"])
    }

    @Test("a folder under a new name with a known route's customers is refused, with the ways out")
    func newName() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        try test.sync(put(backup(), scratch, "uno/Ruta Centro"))
        try test.sync(put(backup("b"), scratch, "uno/Sur"))
        let copy = try put(next(), scratch, "dos/Ruta Centro (2)")
        let message = try refusal(test) { try test.sync(copy) }
        #expect(message.contains("\"Ruta Centro\": 8 of 8 customers"))
        #expect(message.contains(#"--route "Ruta Centro""#))
        #expect(message.contains("--new-route"))
        #expect(try test.sync(copy, route: "ruta centro").routes == ["Ruta Centro"])
        #expect(try test.payments().count == 33)
        #expect(try test.sync(copy, newRoutes: .always).routes == ["Ruta Centro (2)"])
        #expect(try test.routes().count == 3)
    }

    @Test("a zip named for its day goes into the only route of the book", arguments: Engine.allCases)
    func onlyRoute(engine: Engine) throws {
        let scratch = try Scratch()
        let test = try TestBook(engine)
        try test.sync(put(backup(), scratch, "uno/Centro"))
        let zip = try Zip.make(scratch.file("copia-01-11.zip"), folder: put(next(), scratch, "dos"))
        let result = try test.sync(zip)
        #expect(result.routes == ["Centro"])
        #expect(result.notices.contains { $0.contains("copia-01-11 was read as route \"Centro\"") })
        #expect(try test.routes().count == 1)
        #expect(try test.payments().count == 17)
    }

    @Test("a zip named for its day does not replace the only route by a part of it")
    func partOfRoute() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        try test.sync(put(backup(), scratch, "uno/Centro"))
        var part = next()
        part.clients.removeLast(6)
        let zip = try Zip.make(scratch.file("nueva.zip"), folder: put(part, scratch, "dos"))
        #expect(try refusal(test) { try test.sync(zip) }.contains("--route \"Centro\""))
    }

    @Test("a zip named for its day is refused when the book has several routes, and names the one it is")
    func severalRoutes() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        _ = try put(backup(), scratch, "todo/Centro")
        _ = try put(backup("b"), scratch, "todo/Sur")
        try test.sync(scratch.file("todo"))
        let zip = try Zip.make(scratch.file("copia-01-11.zip"), folder: put(next("b"), scratch, "dos"))
        let message = try refusal(test) { try test.sync(zip) }
        #expect(message.contains("--route \"Sur\""))
        #expect(try test.sync(zip, route: "Sur").routes == ["Sur"])
    }

    @Test("one of several folders under a new name is refused with a remedy that works for folders")
    func renamedFolder() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        _ = try put(backup(), scratch, "uno/Centro")
        _ = try put(backup("b"), scratch, "uno/Sur")
        try test.sync(scratch.file("uno"))
        _ = try put(next(), scratch, "dos/Centro enero")
        _ = try put(next("b"), scratch, "dos/Sur")
        let message = try refusal(test) { try test.sync(scratch.file("dos")) }
        #expect(message.contains("give its folder that name"))
        #expect(!message.contains("--route"))
    }

    @Test("two copies of one new route in one sync are refused", arguments: Engine.allCases)
    func twice(engine: Engine) throws {
        let scratch = try Scratch()
        let test = try TestBook(engine)
        _ = try put(backup(), scratch, "todo/Centro")
        _ = try put(next(), scratch, "todo/Centro (2)")
        _ = try put(backup("b"), scratch, "todo/Sur")
        let message = try refusal(test) { try test.sync(scratch.file("todo")) }
        #expect(message.contains("Take one of the two copies away"))
        #expect(try test.sync(scratch.file("todo"), newRoutes: .always).routes.count == 3)
    }

    @Test("a name given with --route that is not known does not make a second route")
    func mistypedOption() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        let path = try put(backup(), scratch, "uno/Centro")
        try test.sync(path)
        #expect(try refusal(test) { try test.sync(path, route: "Cemtro") }.contains("--route \"Centro\""))
    }

    @Test("without payments customers are told by their names")
    func names() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        var unpaid = backup()
        for index in unpaid.clients.indices {
            unpaid.clients[index].payments = []
            unpaid.clients[index].balance = "120000"
        }
        try test.sync(put(unpaid, scratch, "uno/Centro"))
        _ = try put(unpaid, scratch, "dos/Centro 2")
        _ = try refusal(test) { try test.sync(scratch.file("dos")) }
        _ = try put(next(), scratch, "tres/Centro 3")
        _ = try refusal(test) { try test.sync(scratch.file("tres")) }
        for index in unpaid.clients.indices { unpaid.clients[index].name = "Otra \(index)" }
        #expect(try test.sync(put(unpaid, scratch, "cuatro/Sur")).routes == ["Sur"])
    }

    @Test("honest routes that number their customers alike, or share some, stay apart")
    func honest() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        let numbers = (1...8).map(String.init)
        try test.sync(put(backup("a", documents: numbers), scratch, "uno/Centro"))
        #expect(try test.sync(put(backup("b", documents: numbers), scratch, "uno/Sur")).routes == ["Sur"])
        var shared = backup("c", documents: (11...18).map(String.init))
        // Three customers came over from the other route with all their payments.
        for index in 0..<3 { shared.clients[index] = backup("a", documents: numbers).clients[index] }
        #expect(try test.sync(put(shared, scratch, "uno/Norte")).routes == ["Norte"])
        #expect(try test.routes().count == 3)
    }

    @Test("a zip named for a new route of strangers makes that route")
    func newRoute() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        try test.sync(put(backup(), scratch, "uno/Centro"))
        let zip = try Zip.make(scratch.file("sur.zip"), folder: put(backup("b"), scratch, "dos"))
        #expect(try test.sync(zip).routes == ["sur"])
    }

    @Test("a name that two routes of the book differ from only in typing is refused unless it is exact")
    func ambiguous() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        try test.sync(put(backup(), scratch, "uno/Peñón"))
        try test.book.database.withWriter {
            _ = try $0.execute(
                """
                INSERT INTO route (tenant_id, id, source_key, name, business_day, profile, version, changed_seq,
                    document, personal_hash)
                SELECT tenant_id, 'rt_2', 'penon', name, business_day, profile, version, changed_seq,
                    REPLACE(document, '"source_ref":"Peñón"', '"source_ref":"penon"'), personal_hash
                FROM route
                """,
                []
            )
        }
        let error = try #require(throws: IntakeError.self) { try test.sync(put(next(), scratch, "dos/PENON")) }
        #expect(error.code == .ambiguousRoute)
        #expect(try test.sync(put(next(), scratch, "tres/Peñón")).routes == ["Peñón"])
    }
}
