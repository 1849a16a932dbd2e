import Foundation
import Intake
import Testing

@Suite("a backup of unknown layout is understood")
struct InspectorTests {
    @Test("the totals are those of the book, whatever its layout", arguments: InventedLayout.allCases)
    func totals(layout: InventedLayout) throws {
        let (book, report) = try inspected(layout)
        #expect(report.layout == LayoutRecognition.unknown)
        #expect(report.totals == book.totals)
    }

    @Test("the drafted profile is one that a sync accepts", arguments: InventedLayout.allCases)
    func draft(layout: InventedLayout) throws {
        let (_, report) = try inspected(layout)
        let profile = try Profile(yaml: report.profileYAML, file: "draft.yaml")
        #expect(profile.records[.customers] != nil)
        #expect(profile.records[.loans] != nil || profile.loans.isOnClientRow)
        #expect(profile.records[.payments] != nil)
        #expect(!report.questions.contains { $0.id == "draft_refused" })
    }

    @Test("payments of a deleted loan and equal amounts on two days hide neither the link nor a payment")
    func linkedLedger() throws {
        let scratch = try Scratch()
        var backup = LedgerBackup()
        // Again 5,000 on the loan that had 5,000 two days before.
        backup.statements.append("INSERT INTO pagos VALUES (8, 10, '5.000', 1768003200000, 0)")
        let report = try Inspector.inspect(path: backup.write(to: scratch))
        let from = Dictionary(uniqueKeysWithValues: report.mappings.map { ("\($0.entity).\($0.field)", $0.from) })
        #expect(from["payments.loan"] == "pagos.prestamo")
        #expect(from["loans.customer"] == "titulares.cliente")
        #expect(report.totals.customers == 2)
        #expect(report.totals.loans == 3)
        #expect(report.totals.activeLoans == 2)
        #expect(report.totals.payments == 5)
        #expect(report.totals.paid == 23_000_015)
        #expect(report.totals.outstanding == 49_000_045)
    }

    @Test("of a known layout the profile says where each field comes from, and nothing is asked")
    func knownLayout() throws {
        let scratch = try Scratch()
        try Backup().write(to: scratch.file("ruta"))
        let report = try Inspector.inspect(path: scratch.file("ruta"))
        #expect(report.layout == "prestacop")
        let from = Dictionary(report.mappings.map { ("\($0.entity).\($0.field)", $0.from) }, uniquingKeysWith: { $1 })
        #expect(from["customers.balance"] == "clientes.saldo")
        #expect(from["payments.amount"] == "a{document}.abono")
        #expect(from["settlements.collected"] == "balancesrecogidos.cobrado")
        #expect(report.mappings.allSatisfy { $0.confidence == 1 })
        #expect(report.questions.isEmpty)
        #expect(report.tables.first { $0.name == "clientes" }?.role == "customers")
        #expect(report.totals.outstanding == 11_000_000 && report.totals.payments == 1)
    }

    @Test("what adds up outranks what columns are called")
    func identitiesOutrankNames() throws {
        let (_, report) = try inspected(.misleading)
        let from = Dictionary(uniqueKeysWithValues: report.mappings.map { ("\($0.entity).\($0.field)", $0.from) })
        #expect(from["loans.total"] == "creditos.valor")
        #expect(from["loans.balance"] == "creditos.total")
        #expect(from["loans.paid"] == "creditos.saldo")
        #expect(from["payments.amount"] == "mov.saldo")
    }

    @Test("no cell of a person is quoted in any part of the report", arguments: InventedLayout.allCases)
    func nothingPersonal(layout: InventedLayout) throws {
        let (book, report) = try inspected(layout)
        let text = String(decoding: report.json, as: UTF8.self)
        for person in book.people {
            #expect(!text.contains(person.name))
            #expect(!text.contains(person.phone))
            #expect(!text.contains(person.document))
        }
    }

    private func inspected(_ layout: InventedLayout) throws -> (book: InventedBook, report: InspectionReport) {
        let scratch = try Scratch()
        let (book, tables) = layout.made
        let path = scratch.path + "/book.db"
        try SQLiteFile.make(path, tables.statements)
        return (book, try Inspector.inspect(path: path))
    }
}
