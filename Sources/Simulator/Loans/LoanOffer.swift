import Lending

/// A loan as the app books it.
struct BookedLoan {
    var frequency: Frequency
    var instalments: Int
    /// Flat interest in percent.
    var ratePercent: Int
    /// Instalment, in minor units.
    var instalment: Int
    /// What was owed at disbursement, in minor units.
    var total: Int
    /// Capital handed over, in minor units: total / (1 + rate), as the app derives it.
    var principal: Int
    var disbursedOn: CivilDate
    var skipsSaturday: Bool
    var skipsSunday: Bool
    var forgivenDays = 0
    var balance: Int
    var payments = 0
    /// Balance of the loan that this one netted; its first payment must leave more than that, or no file shows the loan.
    var nettedBalance = 0

    /// A loan of about `capital` minor units; the instalment is rounded up to 100 pesos.
    init(capital: Int, product: LoanProduct, ratePercent: Int, on date: CivilDate, random: inout Randomness) {
        let wanted = capital / 100 * (100 + ratePercent)
        let step = 10_000
        let exact = (wanted + product.instalments - 1) / product.instalments
        instalment = (exact + step - 1) / step * step
        frequency = product.frequency
        instalments = product.instalments
        self.ratePercent = ratePercent
        total = instalment * product.instalments
        principal = (total * 200 + 100 + ratePercent) / (2 * (100 + ratePercent))
        disbursedOn = date
        let switches = random.below(10)
        skipsSaturday = product.frequency == .daily && switches == 0
        skipsSunday = product.frequency.periodDays < 7 ? switches < 7 : switches < 2
        balance = total
    }

    /// Term in days.
    var termDays: Int { instalments * frequency.periodDays }

    /// Money due by the end of `date` less money paid: below zero is ahead.
    func behind(on date: CivilDate) -> Int {
        min(instalments, dueInstalments(on: date)) * instalment - (total - balance)
    }

    /// Instalments due by the end of `date`: collected days over the period for daily kinds, calendar days else.
    func dueInstalments(on date: CivilDate) -> Int {
        let elapsed = date.days(since: disbursedOn)
        guard frequency.periodDays < 7 else { return elapsed / frequency.periodDays }
        var days = elapsed - forgivenDays
        if skipsSaturday { days -= weekdays(.saturday, through: date) }
        if skipsSunday { days -= weekdays(.sunday, through: date) }
        return max(0, days) / frequency.periodDays
    }

    private func weekdays(_ weekday: Weekday, through date: CivilDate) -> Int {
        // Days since a fixed day of that weekday, in whole weeks, at both ends.
        let offset = weekday.rawValue - 4
        return (date.dayNumber - offset) / 7 - (disbursedOn.dayNumber - offset) / 7
    }
}

/// A frequency and a number of instalments that the lender sells.
struct LoanProduct {
    var frequency: Frequency
    var instalments: Int

    static let daily = [24, 24, 30, 30, 40].map { LoanProduct(frequency: .daily, instalments: $0) }

    static let everyFrequency: [LoanProduct] = [
        LoanProduct(frequency: .daily, instalments: 24), LoanProduct(frequency: .everyOtherDay, instalments: 15),
        LoanProduct(frequency: .weekly, instalments: 8), LoanProduct(frequency: .biweekly, instalments: 4),
        LoanProduct(frequency: .monthly, instalments: 3),
    ]

    /// What client `index` borrows under: the first five of a route take one frequency each, the others mostly daily.
    static func choose(index: Int, _ random: inout Randomness) -> LoanProduct {
        if index < everyFrequency.count { return everyFrequency[index] }
        let draw = random.below(100)
        switch draw {
        case 0..<56: return random.pick(daily)
        case 56..<66: return LoanProduct(frequency: .everyOtherDay, instalments: random.pick([15, 20]))
        case 66..<82: return LoanProduct(frequency: .weekly, instalments: random.pick([4, 8, 12]))
        case 82..<91: return LoanProduct(frequency: .biweekly, instalments: random.pick([2, 4]))
        default: return LoanProduct(frequency: .monthly, instalments: random.pick([1, 2, 3]))
        }
    }

    /// Capitals on offer, in pesos, smallest first; a good client climbs.
    static let capitals = [
        100_000, 150_000, 200_000, 300_000, 400_000, 500_000, 600_000, 800_000, 1_000_000, 1_200_000,
    ]
}
