/// A receipt (recibo): what a customer was told about a payment, or an owner about a day, come to us by another way than
/// the books.
///
/// It is evidence. Held against the books it is matched to one payment or settlement; where the books do not reach the day
/// of a payment yet, it becomes a payment itself until they do. See docs/decisions/0015-receipts.md.
public struct Receipt: Hashable, Sendable, Noun {
    /// `rc`.
    public static let idPrefix = "rc"

    /// What it speaks of.
    public enum Kind: String, Sendable, CaseIterable {
        /// A payment of a customer.
        case payment
        /// A collector's day: what was collected, and what was left in the box.
        case daySummary = "day_summary"
    }

    /// How it stands against the books.
    public enum Status: String, Sendable, CaseIterable {
        /// The books hold its payment.
        case matched
        /// It became a payment, because the books do not reach its day yet.
        case recorded
        /// Nothing can be said yet; ``Receipt/reason`` says why.
        case waiting
        /// The books say something else; ``Receipt/reason`` says what.
        case conflict
    }

    /// Why it is not matched.
    public enum Reason: String, Sendable, CaseIterable {
        /// No customer of this name is in the book.
        case unknownCustomer = "unknown_customer"
        /// Several customers of this name would fit.
        case severalCustomers = "several_customers"
        /// The customer has no open loan that could take the payment.
        case noOpenLoan = "no_open_loan"
        /// It is older than what the book holds of the customer.
        case beforeBook = "before_book"
        /// The books hold its payment with another amount.
        case otherAmount = "other_amount"
        /// The books reach past its day and do not hold its payment.
        case notInBook = "not_in_book"
        /// No route of this name is in the book.
        case unknownRoute = "unknown_route"
        /// The day was not settled yet.
        case notSettled = "not_settled"
    }

    /// Deterministic id, the same for a receipt that is forwarded or exported again.
    public var id: ReceiptID
    /// The source it came from: the profile's name.
    public var source: String
    /// What it speaks of.
    public var kind: Kind
    /// How it stands.
    public var status: Status
    /// Why it is not matched; nil when it is matched or recorded.
    public var reason: Reason?
    /// Route of the customer.
    public var routeID: RouteID?
    /// The customer, once told.
    public var customerID: CustomerID?
    /// The loan that was paid on, once told.
    public var loanID: LoanID?
    /// The payment that it is evidence of.
    public var paymentID: PaymentID?
    /// The id that the books alone would give the payment, where it came from this receipt first.
    public var sourcePaymentID: PaymentID?
    /// The settlement of the day that it sums up.
    public var settlementID: SettlementID?
    /// What was received; of a day, what was collected.
    public var amount: Money
    /// What is still owed, as the receipt states it, and one that is sent again may state a later balance; of a day, what
    /// was left in the box.
    public var balance: Money?
    /// Day of the payment; where the receipt states none, the day it was sent.
    public var paidOn: CivilDate
    /// Time of the payment.
    public var paidAt: DayTime?
    /// Whether the receipt itself states the day.
    public var isDayStated: Bool
    /// Day the loan was made, as the receipt states it.
    public var loanOn: CivilDate?
    /// The receipt's own number.
    public var reference: String?
    /// Where it was read: file and row.
    public var place: String
    /// Whom it names: personal data, kept and published apart.
    public var person: ReceiptPerson

    /// A receipt that was not held against the books yet.
    public init(
        id: ReceiptID,
        source: String,
        kind: Kind = .payment,
        amount: Money,
        balance: Money? = nil,
        paidOn: CivilDate,
        paidAt: DayTime? = nil,
        isDayStated: Bool = true,
        loanOn: CivilDate? = nil,
        reference: String? = nil,
        place: String = "",
        person: ReceiptPerson
    ) {
        self.id = id
        self.source = source
        self.kind = kind
        self.status = .waiting
        self.reason = kind == .payment ? .unknownCustomer : .unknownRoute
        self.amount = amount
        self.balance = balance
        self.paidOn = paidOn
        self.paidAt = paidAt
        self.isDayStated = isDayStated
        self.loanOn = loanOn
        self.reference = reference
        self.place = place
        self.person = person
    }

    /// Whether each sync of its route must look at it: the books may yet bring its payment, or bring it under an id of
    /// their own; a day may be settled or settled anew.
    public var isTracked: Bool {
        kind == .daySummary || status == .recorded || status == .conflict || sourcePaymentID != nil
    }
}

/// Whom a receipt names.
public struct ReceiptPerson: Hashable, Sendable {
    /// The customer, or of a day the route, as the receipt calls them.
    public var name: String
    /// Who sent it, as the source calls them.
    public var sender: String?

    /// The customer called `name`, told by `sender`.
    public init(name: String, sender: String? = nil) {
        self.name = name
        self.sender = sender
    }
}

/// Id of a receipt.
public typealias ReceiptID = Identifier<Receipt>
