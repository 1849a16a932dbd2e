/// How a source counts instalments in arrears (atraso).
///
/// Sources disagree, so each figure carries its policy.
public struct ArrearsPolicy: Hashable, Sendable {
    /// What covers an instalment.
    public enum Method: String, Sendable, CaseIterable {
        /// Money: as many as the sum of payments covers in full, oldest first; partial payments accumulate.
        case byAmount = "by_amount"
        /// Money, in hundredths of an instalment: count less balance / instalment, so 2.50 is a legal answer.
        case fractional
        /// Days: each day with a payment, of whatever size, covers one.
        case byPresence = "by_presence"
        /// Instalments: one is covered when the payments tagged to it reach its amount; untagged ones fill the oldest.
        case byInstallment = "by_installment"
        /// What is short moves to the next instalment: at most one is overdue, with all the money in it.
        case carryOver = "carry_over"
    }

    /// Up to which day instalments count as due.
    public enum Basis: String, Sendable, CaseIterable {
        /// Up to and including the day asked about.
        case throughToday = "through_today"
        /// Up to the day before: today's instalment may still be paid.
        case beforeToday = "before_today"
    }

    /// The largest count reported.
    public enum Cap: String, Sendable, CaseIterable {
        /// None.
        case none
        /// The number of instalments.
        case installments
        /// One less than the number of instalments.
        case installmentsLessOne = "installments_less_one"
    }

    /// What covers an instalment.
    public var method: Method
    /// Up to which day instalments count as due.
    public var basis: Basis
    /// The largest count reported.
    public var cap: Cap
    /// Whether days forgiven by hand are taken off the elapsed days.
    public var honoursForgivenDays: Bool

    /// The canonical count: by amount, through today, forgiven days honoured.
    public static let canonical = ArrearsPolicy()
    /// Elapsed collected days less forgiven ones less paid periods, in hundredths.
    public static let elapsedDays = ArrearsPolicy(method: .fractional)

    /// A policy with these parts.
    public init(
        method: Method = .byAmount,
        basis: Basis = .throughToday,
        cap: Cap = .none,
        honoursForgivenDays: Bool = true
    ) {
        self.method = method
        self.basis = basis
        self.cap = cap
        self.honoursForgivenDays = honoursForgivenDays
    }
}
