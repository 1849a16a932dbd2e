/// How often instalments are paid, by the words sources use.
enum FrequencyWords {
    /// The profile's word for a folded label.
    static func frequency(of label: String) -> String? {
        if let days = Int(label) {
            return [1: "daily", 2: "every_other_day", 7: "weekly", 14: "biweekly", 15: "biweekly", 30: "monthly"][days]
        }
        let text = NameWords.pieces(label).joined(separator: " ")
        return table.first { $0.words.contains { text == $0 || text.hasPrefix($0) && $0.count > 3 } }?.name
    }

    /// The days between two instalments by a label of a drafted list.
    static func period(of label: String, _ words: [String: [String]]) -> Int? {
        let days = ["daily": 1, "every_other_day": 2, "weekly": 7, "biweekly": 15, "monthly": 30]
        return words.first { $0.value.contains(label) }.flatMap { days[$0.key] }
    }

    private static let table: [(name: String, words: [String])] = [
        (
            "every_other_day",
            ["interdiari", "dia por medio", "cada dos dias", "every other day", "dia sim dia nao", "alternad"]
        ),
        ("daily", ["diari", "daily", "dia", "day", "d", "todos los dias", "diaria", "cada dia", "everyday"]),
        (
            "biweekly",
            [
                "quincena", "quinzena", "biweekly", "bi weekly", "fortnight", "catorcena", "q", "every two weeks",
                "cada quince",
            ]
        ),
        ("weekly", ["semana", "weekly", "week", "s", "w", "hebdomad", "cada semana"]),
        ("monthly", ["mensua", "mensal", "monthly", "month", "mes", "m", "cada mes"]),
    ]
}

/// What a word of a state column says of its row.
enum RowState: String {
    case active, paid, renewed, cancelled
    case writtenOff = "written_off"
    /// Asked for and not handed over.
    case requested
    /// Paid off in speech and void in schemas.
    case cancelledOrPaid
}

/// What states are called.
enum StateWords {
    /// The state that a folded label names.
    static func state(of label: String) -> RowState? {
        let text = NameWords.pieces(label).joined(separator: " ")
        if let exact = exactWords[text] { return exact }
        return stems.first { $0.stems.contains { text.hasPrefix($0) } }?.state
    }

    /// Whether a label of a payment's state says that it does not count.
    static func isVoid(_ label: String) -> Bool? {
        let text = NameWords.pieces(label).joined(separator: " ")
        if voidStems.contains(where: { text.hasPrefix($0) }) { return true }
        if goodStems.contains(where: { text.hasPrefix($0) }) { return false }
        return nil
    }

    /// Whether a folded label is one of a yes or no, and which.
    static func truth(of label: String) -> Bool? {
        switch label {
        case "1", "si", "sí", "s", "true", "t", "y", "yes", "sim", "verdadero", "x", "v": true
        case "0", "no", "n", "false", "f", "nao", "não", "", "falso", "null", "-1": false
        default: nil
        }
    }

    private static let exactWords: [String: RowState] = [
        "a": .active, "act": .active, "p": .paid, "pag": .paid, "r": .renewed, "ren": .renewed, "x": .cancelled,
        "anu": .cancelled, "v": .active, "c": .cancelledOrPaid, "f": .paid, "fin": .paid, "i": .paid, "e": .cancelled,
    ]

    private static let stems: [(state: RowState, stems: [String])] = [
        (.cancelledOrPaid, ["cancelad", "cancelled", "canceled", "cancelo"]),
        (
            .cancelled,
            [
                "anulad", "anul", "void", "eliminad", "borrad", "delet", "estornad", "revers", "rechazad", "reject",
                "denied", "negad", "excluid", "rejeitad", "recusad", "desistid", "invalid", "descartad",
            ]
        ),
        (
            .requested,
            [
                "solicitad", "pendiente de aprob", "pending approval", "request", "por aprobar", "aprobacion",
                "em analise", "en estudio", "borrador", "draft", "preaprobad", "simula",
            ]
        ),
        (.renewed, ["renov", "refinanc", "renegoc", "renew", "represt", "refin"]),
        (
            .writtenOff,
            [
                "castigad", "clav", "volad", "perdid", "incobrable", "written", "write", "charged off", "prejuizo",
                "default", "irrecuper",
            ]
        ),
        (
            .paid,
            [
                "pagad", "pago", "paga", "paid", "finaliz", "terminad", "cerrad", "saldad", "liquidad", "quitad",
                "complet",
                "closed", "settled", "encerrad", "concluid", "paz y salvo", "inactiv", "finished", "payed", "fechad",
                "cumplid",
            ]
        ),
        (
            .active,
            [
                "activ", "active", "vigent", "ativ", "abiert", "abert", "open", "current", "en curso", "em curso",
                "al dia", "em dia", "mora", "en mora", "atras", "vencid", "overdue", "late", "in progress",
                "en proceso", "pendient",
                "pendent", "em aberto", "aprobad", "approved", "normal", "corriente", "ongoing", "desembolsad",
                "disbursed",
                "delinquent", "em andamento", "running", "aprovad",
            ]
        ),
    ]

    private static let voidStems = [
        "anul", "void", "eliminad", "borrad", "delet", "estornad", "revers", "rechazad", "reject", "cancel", "failed",
        "fallid", "duplicad", "duplicat", "excluid", "invalid", "removed", "refund", "devuelt", "chargeback", "error",
        "rejeitad", "recusad", "pendient", "pending", "pendent", "draft", "borrador", "no pago", "nopago", "no pag",
        "nao pag", "unpaid", "missed", "promesa", "ausente", "no estaba", "no cobrad", "reprogramad", "descartad",
    ]
    private static let goodStems = [
        "ok", "aplicad", "activ", "pagad", "pago", "paid", "confirmad", "confirmed", "registrad", "valid", "posted",
        "complet",
        "success", "aprobad", "approved", "aprovad", "ativ", "efectiv", "normal", "recibid", "received", "cobrad",
        "exitos",
        "abon", "parcial", "partial", "total", "vigent", "sincroniz", "synced", "recebid", "efetivad", "accepted",
    ]

    /// Whether a kind of movement is a payment of a customer; nil when the word says nothing.
    static func isPaymentKind(_ label: String) -> Bool? {
        let text = NameWords.pieces(label).joined(separator: " ")
        if otherKinds.contains(where: { text.hasPrefix($0) }) { return false }
        if paymentKinds.contains(where: { text.hasPrefix($0) }) { return true }
        return nil
    }

    private static let paymentKinds = [
        "abon", "pago", "cobro", "cuota", "payment", "recaudo", "pagamento", "parcela", "recebimento", "collection",
        "installment", "repayment", "liquida", "cancelacion total", "pay", "cobranza", "quota",
    ]
    private static let otherKinds = [
        "gasto", "prestamo", "desembolso", "caja", "ingreso", "retiro", "expense", "loan", "disburs", "emprest",
        "despesa",
        "base", "inyecc", "aporte", "venta", "credito", "apertura", "cierre", "withdraw", "deposit", "saida",
        "transfer",
        "no pago", "no_pago", "nopago", "visita", "pago anulado", "pago cancelado", "pagoborrado", "pagocancelado",
        "renov",
        "ajuste caja", "seguro", "nao pag", "visit", "nota", "alerta", "pago borrado", "comision", "nomina", "salida",
        "injection", "withdrawal", "lend",
    ]
}
