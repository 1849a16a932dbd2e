import Lending
import Testing

@Suite("Properties of schedules and payments")
struct SchedulePropertyTests {
    @Test("instalments add up to the total and their principal parts to the principal")
    func sums() throws {
        try property("sums", cases: 20_000) { generator in
            let (terms, policy) = try generator.terms()
            let split = generator.pick(InterestSplit.allCases)
            let schedule = try Schedule(terms: terms, under: policy, split: split)
            let amount = schedule.installments.reduce(Money.zero) { $0 + $1.amount }
            let principal = schedule.installments.reduce(Money.zero) { $0 + $1.principalPart }
            let interest = schedule.installments.reduce(Money.zero) { $0 + $1.interestPart }
            try require(amount == terms.total, "amounts \(amount) of \(terms)")
            try require(principal == terms.principal && interest == terms.interest, "parts \(split) of \(terms)")
            try require(
                schedule.installments.allSatisfy {
                    $0.amount > .zero && $0.principalPart + $0.interestPart == $0.amount
                },
                "an instalment of \(terms)"
            )
            try require(
                zip(schedule.installments, schedule.installments.dropFirst()).allSatisfy { $0.dueOn <= $1.dueOn },
                "order of \(terms)"
            )
            try require(schedule.installments.last?.dueOn == terms.lastDueOn, "last due of \(terms)")
        }
    }

    @Test("counts and amounts due by arithmetic are those of the listed schedule")
    func dueByArithmetic() throws {
        try property("due", cases: 20_000) { generator in
            let (terms, policy) = try generator.terms()
            let schedule = try Schedule(terms: terms, under: policy)
            guard let first = schedule.installments.first, let last = schedule.installments.last else {
                throw Broken(description: "empty schedule of \(terms)")
            }
            let span = (first.dueOn.dayNumber - 10)...(last.dueOn.dayNumber + 10)
            for _ in 0..<6 {
                let date = CivilDate(dayNumber: generator.int(span))
                let count = terms.dueCount(through: date, under: policy)
                try require(count == schedule.dueCount(through: date), "count \(date.isoText) \(policy) of \(terms)")
                let amount = terms.dueAmount(through: date, under: policy)
                try require(amount == schedule.dueAmount(through: date), "amount \(date.isoText) of \(terms)")
            }
        }
    }

    @Test("an instalment falls due on the first day that counts it, forgiven days included")
    func dueDateInvertsCount() throws {
        try property("inverse", cases: 20_000) { generator in
            let (terms, policy) = try generator.terms()
            let forgiven = terms.collection.forgivenDays
            let number = generator.int(1...(terms.installmentCount ?? 1))
            guard let due = terms.dueDate(of: number, under: policy, forgiving: forgiven),
                let on = terms.dueCount(through: due, under: policy, forgiving: forgiven),
                let before = terms.dueCount(through: due.adding(days: -1), under: policy, forgiving: forgiven)
            else { throw Broken(description: "no date of \(terms)") }
            try require(on >= number && before < number, "\(number) due \(due.isoText) \(policy) of \(terms)")
        }
    }

    @Test("collected days by arithmetic are those counted one by one")
    func collectedDays() throws {
        try property("collected", cases: 5_000) { generator in
            let rule = generator.rule()
            let start = CivilDate(dayNumber: generator.int(-2_000...80_000))
            let end = start.adding(days: generator.int(-5...500))
            let counted = (start.dayNumber..<max(start.dayNumber, end.dayNumber))
                .count { rule.isCollected(CivilDate(dayNumber: $0 + 1)) }
            let days = rule.collectedDays(after: start, through: end)
            try require(days == counted, "\(start.isoText) to \(end.isoText) of \(rule)")
            guard days > 0 else { return }
            let last = rule.collectedDay(days, after: start)
            try require(last == rule.previousCollected(onOrBefore: end), "\(days) after \(start.isoText) of \(rule)")
        }
    }

    @Test("the shares of a payment add up to it and no instalment takes more than its amount")
    func allocation() throws {
        try property("allocation", cases: 10_000) { generator in
            let (terms, _) = try generator.terms()
            guard let plan = terms.plan else { throw Broken(description: "no plan of \(terms)") }
            var payments = generator.payments(on: terms)
            if generator.oneIn(5) {
                payments.append(PaidAmount(on: CivilDate(dayNumber: 23_000), amount: terms.total))
            }
            let shares = Allocation.oldestFirst(payments, over: plan)
            var byPayment = payments.map { _ in Money.zero }
            var byInstallment = (0..<plan.count).map { _ in Money.zero }
            for share in shares {
                try require(share.amount > .zero, "an empty share of \(terms)")
                byPayment[share.payment] += share.amount
                if let number = share.installment { byInstallment[number - 1] += share.amount }
            }
            try require(byPayment == payments.map(\.amount), "payments of \(terms)")
            let covered = byInstallment.indices.prefix { byInstallment[$0] == plan.amount($0 + 1) }.count
            let paid = payments.reduce(Money.zero) { $0 + $1.amount }
            try require(covered == plan.covered(by: paid), "covered \(covered) of \(terms)")
            try require(
                byInstallment.indices.allSatisfy { byInstallment[$0] <= plan.amount($0 + 1) },
                "an instalment overfilled of \(terms)"
            )
        }
    }

    @Test("principal and interest parts add up to each payment, and to the loan at pay-off")
    func split() throws {
        try property("split", cases: 10_000) { generator in
            let (terms, _) = try generator.terms()
            guard let principal = terms.principal else { throw Broken(description: "no principal") }
            let split = generator.pick(InterestSplit.allCases)
            var payments = generator.payments(on: terms)
            let paid = payments.reduce(Money.zero) { $0 + $1.amount }
            payments.append(PaidAmount(on: CivilDate(dayNumber: 23_000), amount: terms.total - paid))
            var before = Money.zero
            var sums = (principal: Money.zero, interest: Money.zero)
            for payment in payments {
                let parts = split.parts(of: payment.amount, after: before, principal: principal, total: terms.total)
                try require(parts.principal >= .zero && parts.interest >= .zero, "a negative part of \(terms)")
                before += payment.amount
                sums = (sums.principal + parts.principal, sums.interest + parts.interest)
            }
            try require(sums.principal == principal, "\(split) principal of \(terms)")
            try require(sums.interest == terms.total - principal, "\(split) interest of \(terms)")
        }
    }
}
