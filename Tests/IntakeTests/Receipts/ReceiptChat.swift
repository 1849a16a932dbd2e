import Intake
import LoanBook
import Testing

/// A chat of receipts as a phone exports it.
struct ReceiptChat {
    /// One receipt of the second make: day, time, amount and the balance after it.
    struct Sent {
        var name = "Persona Uno"
        var day = "03/03/2026"
        var time = "10:30"
        var amount = "10.000"
        var balance: String? = "100.000"
    }

    var sent: [Sent] = []

    init(_ sent: Sent...) { self.sent = sent }

    var text: String {
        sent.map { receipt in
            let balance = receipt.balance.map { "\n• Nuevo saldo: *$\($0)*" } ?? ""
            return """
                \(receipt.day), \(receipt.time) - Cobros Norte: Hola *\(receipt.name)*, se registró tu abono
                • Fecha: *\(receipt.day) \(receipt.time)*
                • Valor abono: *$\(receipt.amount)*\(balance)
                Gracias
                """
        }
        .joined(separator: "\n")
    }
}

extension TestBook {
    /// Syncs `chat` as an exported file, named after the customer as phones do.
    @discardableResult
    func sync(
        _ chat: ReceiptChat,
        named name: String = "Chat de WhatsApp con Persona Uno.txt",
        route: String? = nil
    ) throws
        -> SyncResult
    {
        let scratch = try Scratch()
        return try sync(
            scratch.write(name, Array(chat.text.utf8)),
            route: route,
            profile: ProfileCatalog.shipped("whatsapp")
        )
    }
}
