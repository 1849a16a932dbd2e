import Foundation
import Intake
import Lending
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Files that change their shape")
struct DriftTests {
    private func evening(_ day: Int, _ extra: [String] = []) -> Backup {
        var backup = Backup.evening(of: "norte", day: day)
        backup.extraBook = extra
        return backup
    }

    private static let updated = [
        "ALTER TABLE clientes DROP COLUMN telefono", "ALTER TABLE clientes ADD COLUMN barrio text",
        "CREATE TABLE novedades(a integer)",
    ]

    private func texts(_ drift: [SourceDrift]) -> [String] {
        drift.map { "\($0.place) \($0.change.rawValue) \($0.isMapped ? "mapped" : "-")" }
    }

    private func finding(_ test: TestBook) throws -> Finding? {
        try test.findings().first { $0.code == "source.drift" }
    }

    @Test("what came and went is said once, and stands as a finding until it is as it was", arguments: Engine.allCases)
    func nights(engine: Engine) throws {
        let test = try TestBook(engine)
        #expect(try test.sync(evening(2)).drift.isEmpty)
        let changed = try test.sync(evening(3, Self.updated))
        #expect(
            texts(changed.drift) == [
                "admin.db/clientes.barrio added -", "admin.db/clientes.telefono removed mapped",
                "admin.db/novedades added -",
            ]
        )
        #expect(changed.drift.map(\.to) == ["text", nil, nil])
        #expect(changed.drift.allSatisfy { !$0.route.isEmpty })
        let raised = try #require(try finding(test))
        #expect(raised.severity == .warning && raised.evidence.count == 3)
        #expect(try test.sync(evening(4, Self.updated)).drift.isEmpty)
        #expect(try finding(test)?.isResolved == false)
        let back = try test.sync(evening(5))
        #expect(back.drift.map(\.change) == [.removed, .added, .removed])
        #expect(try finding(test) == nil, "resolved ones are left out of the list")
        #expect(try test.book.verify(tenant: test.tenant).isSound)
    }

    @Test("what the profile does not read is only worth knowing, and a profile made for it ends the finding")
    func profile() throws {
        let test = try TestBook()
        let shipped = try #require(ProfileCatalog.text(of: "prestacop"))
        let extra = ["ALTER TABLE clientes ADD COLUMN barrio text"]
        try test.sync(evening(2))
        try test.sync(evening(3, extra))
        #expect(try finding(test)?.severity == .info)
        let scratch = try Scratch()
        try evening(4, extra).write(to: scratch.file("ruta"))
        let adapted = shipped.replacing("ignore: [alarma,", with: "ignore: [barrio, alarma,")
        let result = try test.sync(scratch.file("ruta"), profile: Profile(yaml: adapted, file: "p.yaml"))
        #expect(result.drift.isEmpty)
        #expect(try finding(test) == nil)
    }

    @Test("a new customer's own table is no new table")
    func families() throws {
        let test = try TestBook()
        try test.sync(evening(2))
        var more = evening(3)
        more.clients.append(BackupClient(number: 9, document: "9009"))
        #expect(try test.sync(more).drift.isEmpty)
    }

    @Test("a column that the profile cannot do without refuses the copy, with what stands there instead")
    func required() throws {
        let test = try TestBook()
        try test.sync(evening(2))
        let before = try test.everything()
        let error = try #require(throws: IntakeError.self) {
            try test.sync(evening(3, ["ALTER TABLE clientes RENAME COLUMN saldo TO saldo_actual"]))
        }
        #expect(error.code == .foreign)
        #expect(error.message.contains("has no column saldo, but saldo_actual, which the profile does not know."))
        #expect(error.message.contains("recaudo inspect"))
        #expect(!error.message.contains("\n"))
        #expect(try test.everything() == before)
    }

    @Test("in sheets the first rows tell the kind of a column; other names of files are no change")
    func sheets() throws {
        let test = try TestBook()
        let profile = try ProfileCatalog.shipped("csv-generic")
        func write(_ name: String, _ phone: String, _ day: Int) throws -> String {
            let scratch = try Scratch()
            let rows = (1...6).map { "Persona \($0),\(phone)\($0),100000,120000,0\(day)/03/2026" }
            let head = "CLIENTE,TELEFONO,PRESTADO,SALDO,FECHA ULTIMO PAGO"
            let text = ([head] + rows).joined(separator: "\n")
            let folder = try scratch.write("oficina/\(name)", Array(text.utf8))
            let result = try test.sync(String(folder.dropLast(name.count + 1)), profile: profile)
            return texts(result.drift).joined(separator: ";")
        }
        #expect(try write("backup-2026-03-02.csv", "300", 2) == "")
        #expect(try write("backup-2026-03-03.csv", "300", 3) == "")
        #expect(
            try write("backup-2026-03-04.csv", "tel ", 4) == "sheets/customers + loans.TELEFONO type_changed mapped"
        )
    }

    @Test("types are compared by kind, and an unknown kind is no change")
    func kinds() {
        func shape(_ kind: String) -> SourceShape {
            let column = SourceShape.Column(name: "valor", kind: kind, isMapped: true)
            return SourceShape([
                SourceShape.Table(file: "f", name: "t", isMapped: true, isFamily: false, columns: [column])
            ])
        }
        let changes = shape("text").changes(since: shape("integer"))
        #expect(changes.map(\.change) == [.typeChanged])
        #expect(changes.first?.from == "integer" && changes.first?.to == "text")
        #expect(shape("text").changes(since: shape("")).isEmpty)
        #expect(shape("").changes(since: shape("text")).isEmpty)
    }
}
