/// Which part of a payment returns principal and which is interest.
///
/// Parts follow from what was paid so far, not from each payment alone, so that at pay-off they add up exactly to
/// principal and interest whatever the rounding in between.
public enum InterestSplit: String, Sendable, CaseIterable {
    /// Principal and interest in the proportion of the loan.
    case proRata = "pro_rata"
    /// Interest until it is all paid, then principal.
    case interestFirst = "interest_first"
    /// Principal until it is all paid, then interest.
    case principalFirst = "principal_first"

    /// Principal returned once `paid` was paid of `total`; what exceeds the total is not principal.
    public func principalPaid(_ paid: Money, principal: Money, total: Money) -> Money {
        guard paid > .zero, total > .zero, principal > .zero else { return .zero }
        if paid >= total { return principal }
        switch self {
        case .proRata:
            return Money(minorUnits: principal.minorUnits.scaled(by: paid.minorUnits, over: total.minorUnits, .halfUp))
        case .interestFirst:
            return max(.zero, paid - (total - principal))
        case .principalFirst:
            return min(paid, principal)
        }
    }

    /// The parts of a payment of `amount` made after `before` was paid; they add up to it.
    public func parts(
        of amount: Money,
        after before: Money,
        principal: Money,
        total: Money
    ) -> (principal: Money, interest: Money) {
        let part =
            principalPaid(before + amount, principal: principal, total: total)
            - principalPaid(before, principal: principal, total: total)
        return (part, amount - part)
    }
}
