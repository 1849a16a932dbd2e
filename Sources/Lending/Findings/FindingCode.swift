/// The kinds of finding, by stable code; docs/findings.md explains each.
public enum FindingCode: String, CaseIterable, Sendable {
    /// The source's balance of a loan is not its total less its payments.
    case balanceMismatch = "balance.mismatch"
    /// A loan's balance is below zero.
    case balanceNegative = "balance.negative"
    /// More was paid on a loan than was owed.
    case overpaid = "loan.overpaid"
    /// The principal does not divide exactly and was rounded.
    case principalRounded = "loan.principal_rounded"
    /// The balance after a payment does not follow from the one before it.
    case historyJump = "history.jump"
    /// A past payment is no longer what an earlier backup said.
    case paymentRevised = "history.payment_revised"
    /// A past payment is gone that an earlier backup had.
    case paymentVoided = "history.payment_voided"
    /// A payment was booked when nothing was owed.
    case paymentAfterEnd = "payment.after_end"
    /// A payment is dated before its loan was handed over.
    case paymentBeforeLoan = "payment.before_loan"
    /// A payment is dated after the day on which its backup was read.
    case paymentInFuture = "payment.in_future"
    /// A payment's amount is zero or negative.
    case paymentNotPositive = "payment.not_positive"
    /// One ticket id stands on several payments.
    case ticketDuplicate = "ticket.duplicate"
    /// One identity number stands on several customers.
    case identityDuplicate = "identity.duplicate"
    /// The box after a settlement is not what its own figures give.
    case boxMismatch = "box.mismatch"
    /// A settlement does not start where the one before it ended.
    case boxChainBreak = "box.chain_break"
    /// The box now is not what the chain of settlements gives.
    case boxCashMismatch = "box.cash_mismatch"
    /// A settlement's collected money or count is not the sum of that day's payments.
    case settlementCollectedMismatch = "settlement.collected_mismatch"
    /// A day was settled more than once.
    case settlementRepeated = "settlement.repeated"
    /// Settlements of the source cannot be read; the book keeps those it holds.
    case settlementUnreadable = "settlement.unreadable"
    /// The source's money in the street is not the sum of its loans.
    case portfolioMismatch = "portfolio.mismatch"

    /// A settlement is no longer what an earlier backup said.
    case settlementRevised = "history.settlement_revised"
    /// A settlement is gone that an earlier backup had.
    case settlementRemoved = "history.settlement_removed"
    /// A customer whom an earlier backup had is gone.
    case customerRemoved = "history.customer_removed"
    /// A customer's identity number is not what an earlier backup said.
    case identityChanged = "history.identity_changed"
    /// More payments vanished between two backups than corrections explain.
    case massRemoval = "history.mass_removal"
    /// More records were edited or deleted between two backups than are named one by one.
    case furtherChanges = "history.further_changes"
    /// Backups of one or more working days are missing.
    case snapshotGap = "snapshot.gap"
    /// A backup older than the book was offered and refused.
    case snapshotOlder = "snapshot.older_than_book"
    /// A receipt's payment is not in the book that reaches past its day.
    case receiptNotInBook = "receipt.not_in_book"
    /// The book holds a receipt's payment with another amount.
    case receiptOtherAmount = "receipt.other_amount"
    /// The owner was told other figures of a day than its settlement has.
    case receiptDayDiffers = "receipt.day_differs"

    /// The files of a source are no longer what its first ones under their profile were.
    case sourceDrift = "source.drift"

    /// How much it matters unless the facts of a case say otherwise.
    public var severity: Finding.Severity {
        switch self {
        case .balanceMismatch, .balanceNegative, .overpaid, .historyJump: .warning
        case .paymentAfterEnd, .ticketDuplicate, .identityDuplicate, .boxMismatch: .warning
        case .settlementCollectedMismatch, .portfolioMismatch, .boxCashMismatch: .warning
        case .paymentRevised, .paymentBeforeLoan, .paymentInFuture, .paymentNotPositive: .warning
        case .customerRemoved, .snapshotOlder, .settlementUnreadable, .settlementRevised: .warning
        case .identityChanged, .receiptNotInBook, .sourceDrift: .warning
        case .boxChainBreak, .paymentVoided, .massRemoval, .furtherChanges, .settlementRemoved: .critical
        case .receiptOtherAmount, .receiptDayDiffers: .critical
        case .principalRounded, .settlementRepeated, .snapshotGap: .info
        }
    }

    /// What the finding is drawn from.
    public var basis: Finding.Basis {
        switch self {
        case .paymentRevised, .paymentVoided, .customerRemoved, .massRemoval, .snapshotGap, .snapshotOlder: .change
        case .settlementRevised, .settlementRemoved, .identityChanged, .furtherChanges: .change
        case .receiptNotInBook, .receiptOtherAmount, .receiptDayDiffers: .change
        default: .snapshot
        }
    }

    /// Whether it is found by going through all settlements of a route, so that a snapshot without all of them proves
    /// nothing about it.
    public var needsWholeSettlements: Bool {
        switch self {
        case .boxMismatch, .boxChainBreak, .boxCashMismatch, .settlementRepeated: true
        case .settlementCollectedMismatch, .portfolioMismatch: true
        default: false
        }
    }
}
