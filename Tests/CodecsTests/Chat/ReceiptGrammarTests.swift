import Codecs
import Testing

/// What a receipt states, as one line.
private func read(_ text: String) -> String {
    let sent = try? DateGrammar("yyyy-MM-dd").parse("2024-03-13")
    guard let receipt = ReceiptGrammar.read(text, sentOn: sent) else { return "nothing" }
    func day(_ day: DateParts?) -> String? { day.map { "\($0.year)-\($0.month)-\($0.day)" } }
    func money(_ name: String, _ value: Int64?) -> String? { value.map { "\(name)=\($0)" } }
    let parts: [String?] = [
        receipt.kind.rawValue, receipt.customer, money("amount", receipt.amount), money("balance", receipt.balance),
        money("total", receipt.paidTotal), day(receipt.paidOn), receipt.paidAt.map { "\($0)s" },
        receipt.installment.map { "k\($0)" }, receipt.installments.map { "n\($0)" },
        receipt.folio.map { "folio \($0)" },
        day(receipt.loanOn).map { "loan \($0)" }, receipt.method, receipt.route, money("opening", receipt.opening),
        money("in", receipt.collections), money("other", receipt.otherIncome), money("out", receipt.outflows),
        money("closing", receipt.closing),
    ]
    return parts.compactMap(\.self).joined(separator: " | ")
}

@Suite("Receipts in messages")
struct ReceiptGrammarTests {
    @Test("a status card states the loan's date first and the payment's in its last part")
    func statusCard() {
        let text = """
            Fecha: 01/02/2024
            Cliente: Doña Ana
            Abonos: $120.000
            Saldo: $480.000
            Atrasos: 2
            Cuotas Pendientes: 19.20 / 24
            Informacion Ultimo Pago
            Valor: $25.000
            Fecha: 13/03/2024
            """
        #expect(
            read(text)
                == "payment | Doña Ana | amount=2500000 | balance=48000000 | total=12000000 | 2024-3-13 | n24 | loan 2024-2-1"
        )
        let noPayment = text.split(separator: "\n").prefix(6).joined(separator: "\n")
        #expect(read(noPayment) == "nothing")
    }

    @Test("a simple receipt with bold marks and bullets")
    func simple() {
        let text = """
            Hola *Ana María*, se registró tu abono
            • Fecha: *13/03/2024 3:45 p. m.*
            • Valor abono: *$25,000.00*
            • Nuevo saldo: *$480,000*
            Gracias
            """
        #expect(read(text) == "payment | Ana María | amount=2500000 | balance=48000000 | 2024-3-13 | 56700s")
    }

    @Test("a receipt with the progress of instalments, whole or in part")
    func progress() {
        let whole =
            "Hola Ana\nRecibimos tu pago de $25.000\nCuota: 25.000 (#5/24)\nFecha: 2024-03-13\nSaldo restante: 475.000"
        #expect(read(whole) == "payment | Ana | amount=2500000 | balance=47500000 | 2024-3-13 | k5 | n24")
        let part =
            "Hola Ana\nRecibimos tu pago de 10000\nFaltan 15.000 para completar la cuota #6/24\nFecha: 2024-03-13"
        #expect(read(part) == "payment | Ana | amount=1000000 | 2024-3-13 | k6 | n24")
    }

    @Test("a formal receipt with a folio, and a printed ticket")
    func formal() {
        let text = """
            🧾 COMPROBANTE DE PAGO
            Cliente: Ana
            Contrato: 77
            Pago No.: 5 de 24
            Fecha de pago: 13 de marzo de 2024
            Valor pagado: COP 1'250.000
            Medio de pago: Nequi
            Folio: A00017
            Próximo pago: 14/03/2024 $25.000
            """
        #expect(
            read(text) == "payment | Ana | amount=125000000 | 2024-3-13 | k5 | n24 | folio A00017 | Nequi"
        )
        let ticket = """
            Sr(a) Ana
            C.C. 123
            ABONO MORA: $5.000
            SALDO: $480.000
            Cuotas pagas 5 de 24
            Fecha Prestado 01/02/2024
            """
        #expect(read(ticket) == "late_charge | Ana | amount=500000 | balance=48000000 | k5 | n24 | loan 2024-2-1")
    }

    @Test("a day's summary is no payment")
    func summary() {
        let text = """
            *Resumen del día*
            Ruta: Norte
            Fecha: 13/03/2024
            (+) Caja inicial: 100.000
            (+) Cobranza: 850.000
            (-) Gastos: 20.000
            (-) Préstamos: 500.000
            (=) Caja final: 430.000
            """
        #expect(
            read(text)
                == "day_summary | 2024-3-13 | Norte | opening=10000000 | in=85000000 | out=52000000 | closing=43000000"
        )
    }

    @Test(
        "reminders and chatter are no payments",
        arguments: [
            ("Hola Ana, te recordamos que tu cuota de $25.000 vence hoy", "reminder | Ana"),
            ("Ana: recordatorio\nValor: 25.000\nFecha: 13/03/2024", "reminder | 2024-3-13"),
            ("mañana te pago 20.000", "nothing"), ("Saldo: 20.000", "nothing"), ("", "nothing"),
            ("Cliente: Ana\nSaldo: 20.000\nFecha: 13/03/2024", "nothing"), ("Pago: listo", "nothing"),
            ("abono de 20.000 recibido, gracias", "nothing"), ("Recibimos tu pago de mañana", "nothing"),
            ("Abono: 0\nSaldo: 20.000\nCliente: Ana", "nothing"),
        ]
    )
    func others(_ text: String, _ expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "amounts of every form",
        arguments: [
            ("25000", 2_500_000), ("25.000", 2_500_000), ("25,000", 2_500_000), ("$ 25.000,50", 2_500_050),
            ("25,000.5", 2_500_050), ("1'250.000", 125_000_000), ("1.250.000", 125_000_000), ("20 mil", 2_000_000),
            ("25.000 COP", 2_500_000), ("$25.000.-", 2_500_000), ("RD$1,500", 150_000),
        ] as [(String, Int64)]
    )
    func amounts(_ text: String, _ expected: Int64) {
        #expect(read("Cliente: A\nSaldo: 1\nAbono: \(text)").contains("amount=\(expected) "))
    }

    @Test("amounts that no book holds or that are none are passed over")
    func badAmounts() {
        for text in ["1.25.000", "99999999999999999999", "9999999999999 mil", "x", "-5.000", "....", "1,23,4", "$"] {
            #expect(read("Cliente: A\nSaldo: 1\nAbono: \(text)") == "nothing")
        }
    }

    @Test("10,000 mutations end in a receipt or in nothing")
    func mutations() {
        var random = SeededGenerator(seed: 11)
        let seed = Array(
            "Hola *Ana*, se registró tu abono\n• Fecha: *13/03/2024 3:45 p. m.*\nValor: $25.000,50\nCuota: 9 (#3/24)\nCaja inicial: 1 mil\nCierre: 5\nFolio: 7\n12 de mar. 2024"
                .utf8
        )
        for _ in 0..<10_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) { bytes = mutated(bytes, &random) }
            _ = ReceiptGrammar.read(String(decoding: bytes, as: UTF8.self))
        }
    }
}
