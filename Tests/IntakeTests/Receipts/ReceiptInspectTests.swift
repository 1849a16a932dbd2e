import Intake
import Testing

@Suite("A chat that is given to the wrong door")
struct ReceiptInspectTests {
    @Test("inspect tells a chat, counts its receipts and drafts nothing")
    func inspected() throws {
        let scratch = try Scratch()
        let chat = ReceiptChat(
            .init(),
            .init(day: "04/03/2026", amount: "7.500"),
            .init(name: "Berta Gil", time: "11:00")
        )
        let path = try scratch.write("Chat.txt", Array(chat.text.utf8))
        let report = try Inspector.inspect(path: path)
        #expect(report.layout == "whatsapp")
        #expect(report.totals.payments == 3 && report.totals.paid == 2_750_000 && report.totals.customers == 2)
        #expect(report.questions.isEmpty)
        #expect(report.mappings.contains { $0.entity == "receipts" && $0.field == "amount" })
        #expect(try Profile(yaml: report.profileYAML, file: "x.yaml").name == "whatsapp")
    }

    @Test("a file of another format than the profile reads is refused with the way to read it")
    func mismatch() throws {
        let scratch = try Scratch()
        let test = try TestBook()
        let path = try scratch.write("Chat.txt", Array(ReceiptChat(.init()).text.utf8))
        let chat = try #require(throws: IntakeError.self) { try test.sync(path) }
        #expect(chat.code == .notADatabase && chat.message.contains("--source whatsapp"))
        try Backup().write(to: scratch.file("ruta"))
        let profile = try ProfileCatalog.shipped("whatsapp")
        let book = try #require(throws: IntakeError.self) {
            try test.sync(scratch.file("ruta/admin.db"), profile: profile)
        }
        #expect(book.code == .foreign && book.message.contains("SQLite database"))
    }
}
