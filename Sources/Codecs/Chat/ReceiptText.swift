/// What the text of a receipt, a reminder or a day's summary states.
public struct ReceiptText: Hashable, Sendable {
    /// What kind of text it is.
    public enum Kind: String, Hashable, Sendable {
        /// A payment was received.
        case payment
        /// A charge for lateness was paid.
        case lateCharge = "late_charge"
        /// A payment is due; nothing was received.
        case reminder
        /// A collector's day: opening, collections, outflows, closing.
        case daySummary = "day_summary"
    }

    /// What kind of text it is.
    public var kind: Kind = .payment
    /// The customer, as the sender names them.
    public var customer: String?
    /// What was received, in hundredths.
    public var amount: Int64?
    /// What is still owed, in hundredths; a receipt sent again may state a later one.
    public var balance: Int64?
    /// What was received on the loan so far, in hundredths.
    public var paidTotal: Int64?
    /// The day of the payment or of the summary.
    public var paidOn: DateParts?
    /// The time of the payment, in seconds since midnight.
    public var paidAt: Int?
    /// The number of the instalment that was paid.
    public var installment: Int?
    /// How many instalments the loan has.
    public var installments: Int?
    /// The receipt's own number.
    public var folio: String?
    /// The day the loan was made.
    public var loanOn: DateParts?
    /// How it was paid, as written.
    public var method: String?
    /// The route of a summary.
    public var route: String?
    /// Cash at the start of a summary's day, in hundredths.
    public var opening: Int64?
    /// What was collected, in hundredths.
    public var collections: Int64?
    /// Other cash that came in, in hundredths.
    public var otherIncome: Int64?
    /// What went out, loans included, in hundredths.
    public var outflows: Int64?
    /// Cash at the end, in hundredths.
    public var closing: Int64?

    init() {}
}

/// The fields that lines of receipts name.
enum ReceiptField: Hashable {
    case customer
    case amount
    case paymentAmount
    case lateAmount
    case paidTotal
    case balance
    case date
    case loanDate
    case time
    case installment
    case pendingCount
    case paidCount
    case folio
    case method
    case route
    case opening
    case collections
    case otherIncome
    case outflow
    case outflowTotal
    case closing

    /// The field of a label in plain lower-case letters without accents; nil for one that states nothing of use.
    init?(_ label: String) {
        guard let field = Self.labels[label] else { return nil }
        self = field
    }

    private static let labels: [String: ReceiptField] = {
        var labels: [String: ReceiptField] = [:]
        for (field, names) in synonyms {
            for name in names.split(separator: ",") { labels[String(name)] = field }
        }
        return labels
    }()

    private static let synonyms: [(ReceiptField, String)] = [
        (.customer, "cliente,nombre,nombre cliente,nombre del cliente,senor,senora,senor a,sr,sra,sr a,deudor,titular"),
        (.amount, "valor,monto,pago,importe,total recibido,valor recibido,recibido"),
        (
            .paymentAmount,
            "abono,valor abono,valor del abono,monto abono,monto abonado,valor abonado,abono recibido,abonado,"
                + "monto pagado,valor pagado,valor pago,valor del pago,monto del pago,monto recibido,pago recibido,su abono,"
                + "su pago,tu pago,tu abono,valor ultimo pago,ultimo pago"
        ),
        (.lateAmount, "abono mora,pago mora,abono a mora,pago de mora,mora pagada"),
        (.paidTotal, "abonos,total abonado,total abonos,total pagado,pagado"),
        (
            .balance,
            "saldo,nuevo saldo,saldo restante,saldo pendiente,saldo actual,su saldo,tu saldo,saldo por pagar,"
                + "saldo del prestamo,saldo del credito,resta,restante,debe,pendiente"
        ),
        (
            .date,
            "fecha,fecha pago,fecha de pago,fecha del pago,fecha abono,fecha de abono,fecha del abono,fecha y hora,"
                + "fecha hora,fecha ultimo pago,dia"
        ),
        (
            .loanDate,
            "fecha prestado,fecha prestamo,fecha de prestamo,fecha del prestamo,fecha inicio,fecha de inicio,inicio,"
                + "fecha credito,fecha del credito,fecha desembolso,fecha de desembolso"
        ),
        (.time, "hora,hora pago,hora de pago,hora del pago"),
        (
            .installment,
            "cuota,cuota no,cuota n,cuota numero,no cuota,n cuota,numero cuota,numero de cuota,pago no,pago n,pago numero,"
                + "no pago,no de pago,numero pago,numero de pago"
        ),
        (.pendingCount, "cuotas pendientes,cuotas restantes,cuotas faltantes,cuotas por pagar"),
        (.paidCount, "cuotas pagas,cuotas pagadas,cuotas canceladas"),
        (
            .folio,
            "folio,recibo,recibo no,recibo n,no recibo,no de recibo,numero recibo,numero de recibo,folio recibo,"
                + "folio de recibo,folio del recibo,comprobante,comprobante no,no comprobante,ticket,ticket no,id,no"
        ),
        (
            .method,
            "metodo,metodo pago,metodo de pago,forma pago,forma de pago,medio pago,medio de pago,medio,pagado con"
        ),
        (.route, "ruta,cobro"),
        (.opening, "caja inicial,base,base inicial,saldo inicial,apertura,caja anterior,inicial,efectivo inicial"),
        (
            .collections,
            "cobranza,cobrado,cobros,recaudo,recaudado,total recaudado,total recaudo,total cobrado,total cobranza,"
                + "abonos del dia,recaudo del dia"
        ),
        (.otherIncome, "otros ingresos,ingresos,ingreso,inyeccion,inyecciones,entradas"),
        (.outflow, "gastos,gasto,total gastos,prestamos,prestado,total prestado,ventas,retiros,retiro,renovaciones"),
        (.outflowTotal, "egresos,salidas,total egresos,total salidas"),
        (
            .closing,
            "caja final,cierre,cierre de caja,saldo final,saldo de caja,saldo caja,efectivo final,total caja,final"
        ),
    ]
}
