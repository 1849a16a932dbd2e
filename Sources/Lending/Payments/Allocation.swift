/// A payment as the rules need it: day and amount, and the instalment it was tagged to, if the source tags them.
public struct PaidAmount: Hashable, Sendable {
    /// Operational day.
    public var on: CivilDate
    /// Amount paid.
    public var amount: Money
    /// Instalment the source tagged it to, 1 first.
    public var installment: Int?

    /// A payment with these parts.
    public init(on: CivilDate, amount: Money, installment: Int? = nil) {
        self.on = on
        self.amount = amount
        self.installment = installment
    }

    /// `payment` as a day and an amount.
    public init(_ payment: Payment) {
        self.init(on: payment.paidOn, amount: payment.amount)
    }
}

/// The share of one payment that goes to one instalment.
public struct Allocation: Hashable, Sendable {
    /// Position of the payment among those given.
    public var payment: Int
    /// Number of the instalment, 1 first; nil for money above the loan's total.
    public var installment: Int?
    /// Share, above zero.
    public var amount: Money

    /// A share with these parts.
    public init(payment: Int, installment: Int?, amount: Money) {
        self.payment = payment
        self.installment = installment
        self.amount = amount
    }

    /// Shares `payments`, in their order, over the instalments of `plan`, oldest first.
    ///
    /// The shares of a payment add up to it. Payments of zero or less get none.
    public static func oldestFirst(_ payments: [PaidAmount], over plan: InstallmentPlan) -> [Allocation] {
        var allocations: [Allocation] = []
        var number = 1
        var room = plan.amount(1)
        for (index, payment) in payments.enumerated() {
            var left = payment.amount
            while left > .zero {
                while number <= plan.count, room <= .zero {
                    number += 1
                    room = plan.amount(number)
                }
                let isInside = number <= plan.count
                let share = isInside ? min(left, room) : left
                allocations.append(
                    Allocation(payment: index, installment: isInside ? number : nil, amount: share)
                )
                left -= share
                room -= share
            }
        }
        return allocations
    }
}
