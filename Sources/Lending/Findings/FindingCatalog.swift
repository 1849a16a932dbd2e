/// Every kind of finding with what it means, for docs, the API and reports.
public enum FindingCatalog {
    /// One kind of finding.
    public struct Entry: Hashable, Sendable {
        /// Stable code.
        public let code: FindingCode
        /// How much it matters unless the facts of a case say otherwise.
        public let severity: Finding.Severity
        /// What it is drawn from.
        public let basis: Finding.Basis
        /// What it means, in Spanish.
        public let meaningES: String
        /// What it means, in English.
        public let meaningEN: String
    }

    /// All kinds, in the order of ``FindingCode``.
    public static let all: [Entry] = FindingCode.allCases.map(entry)

    /// The kind `code`.
    public static func entry(_ code: FindingCode) -> Entry {
        Entry(
            code: code,
            severity: code.severity,
            basis: code.basis,
            meaningES: meaningES(code),
            meaningEN: meaningEN(code)
        )
    }

    private static func meaningES(_ code: FindingCode) -> String {
        switch code {
        case .balanceMismatch:
            "El saldo del préstamo no es su total menos sus pagos. Más bajo: faltan pagos en el historial."
        case .balanceNegative:
            "El saldo quedó por debajo de cero."
        case .overpaid:
            "Se pagó más de lo que se debía."
        case .principalRounded:
            "El capital no sale exacto del total y el porcentaje; se redondeó al centavo."
        case .historyJump:
            "El saldo después de un pago no sigue del anterior: un pago fue borrado, cambiado, o el saldo editado."
        case .paymentRevised:
            "Un pago pasado ya no es el que decía una copia anterior."
        case .paymentVoided:
            "Un pago pasado ya no está en la copia."
        case .paymentAfterEnd:
            "Un pago se anotó cuando ya no se debía nada."
        case .paymentBeforeLoan:
            "Un pago tiene fecha anterior a la entrega de su préstamo."
        case .paymentInFuture:
            "Un pago tiene una fecha que todavía no ha llegado."
        case .paymentNotPositive:
            "El valor de un pago es cero (una visita) o negativo."
        case .ticketDuplicate:
            "Un mismo tiquete está en varios pagos."
        case .identityDuplicate:
            "Varios clientes tienen el mismo número de documento."
        case .boxMismatch:
            "La caja tras una liquidación no es la que dan sus cifras."
        case .boxChainBreak:
            "Una liquidación no empieza con lo que dejó la anterior."
        case .boxCashMismatch:
            "La caja de hoy no es la que dan las liquidaciones."
        case .settlementCollectedMismatch:
            "Lo cobrado (o el número de pagos) de una liquidación no es la suma de los pagos de esos días."
        case .settlementRepeated:
            "Un día se liquidó más de una vez."
        case .settlementUnreadable:
            "Liquidaciones de la copia no se pueden leer, o su tabla no está; quedan las que había en el libro."
        case .portfolioMismatch:
            "El dinero en la calle no es la suma de los saldos."
        case .settlementRevised:
            "Una liquidación ya no es la que decía una copia anterior."
        case .settlementRemoved:
            "Una liquidación ya no está en la copia."
        case .customerRemoved:
            "Un cliente que estaba en una copia anterior ya no está."
        case .identityChanged:
            "El número de documento de un cliente ya no es el que decía una copia anterior."
        case .massRemoval:
            "Desapareció más de un quinto de los pagos de una ruta entre dos copias."
        case .furtherChanges:
            "Entre dos copias se cambiaron o borraron más registros de los que se nombran uno por uno."
        case .snapshotGap:
            "Faltan copias de uno o más días de trabajo."
        case .snapshotOlder:
            "Se ofreció una copia más vieja que lo ya cargado; se rechazó."
        case .receiptNotInBook:
            "Un cliente tiene un recibo, y el libro, que ya pasa de ese día, no tiene su pago."
        case .receiptOtherAmount:
            "Un recibo dice un valor y el libro tiene su pago por otro."
        case .receiptDayDiffers:
            "El resumen del día que se le envió al dueño no dice lo que dice la liquidación de ese día."
        case .sourceDrift:
            "Los archivos de la ruta ya no tienen las tablas y columnas de la primera copia: la aplicación cambió."
        }
    }

    private static func meaningEN(_ code: FindingCode) -> String {
        switch code {
        case .balanceMismatch:
            "The balance is not total less payments. Lower: payments are missing from the history."
        case .balanceNegative:
            "The balance is below zero."
        case .overpaid:
            "More was paid than was owed."
        case .principalRounded:
            "The principal does not follow exactly from total and rate; it was rounded to the cent."
        case .historyJump:
            "The balance after a payment does not follow from the one before: a payment was deleted or changed, or the balance edited."
        case .paymentRevised:
            "A past payment is not what an earlier backup said."
        case .paymentVoided:
            "A past payment is gone from the backup."
        case .paymentAfterEnd:
            "A payment was booked when nothing was owed."
        case .paymentBeforeLoan:
            "A payment is dated before its loan was handed over."
        case .paymentInFuture:
            "A payment is dated on a day that has not come."
        case .paymentNotPositive:
            "A payment is zero (a visit) or negative."
        case .ticketDuplicate:
            "One ticket id stands on several payments."
        case .identityDuplicate:
            "Several customers have one identity number."
        case .boxMismatch:
            "The box after a settlement is not what its figures give."
        case .boxChainBreak:
            "A settlement does not open with what the one before left."
        case .boxCashMismatch:
            "The box now is not what the settlements give."
        case .settlementCollectedMismatch:
            "Collected money (or count) of a settlement is not the sum of the payments of its days."
        case .settlementRepeated:
            "A day was settled more than once."
        case .settlementUnreadable:
            "Settlements of the backup cannot be read, or their table is gone; those the book had are kept."
        case .portfolioMismatch:
            "Money in the street is not the sum of the balances."
        case .settlementRevised:
            "A settlement is not what an earlier backup said."
        case .settlementRemoved:
            "A settlement is gone from the backup."
        case .customerRemoved:
            "A customer whom an earlier backup had is gone."
        case .identityChanged:
            "A customer's identity number is not what an earlier backup said."
        case .massRemoval:
            "More than a fifth of a route's payments vanished between two backups."
        case .furtherChanges:
            "More records were edited or deleted between two backups than are named one by one."
        case .snapshotGap:
            "Backups of one or more working days are missing."
        case .snapshotOlder:
            "A backup older than the book was offered; it was refused."
        case .receiptNotInBook:
            "A customer has a receipt, and the book, which reaches past its day, does not hold its payment."
        case .receiptOtherAmount:
            "A receipt says one amount and the book has its payment at another."
        case .receiptDayDiffers:
            "The summary of a day that the owner was sent does not say what the settlement of that day says."
        case .sourceDrift:
            "The route's files no longer have the tables and columns of the first backup: the app has changed."
        }
    }
}
