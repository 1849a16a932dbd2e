import Lending

/// How a client pays.
enum Behaviour {
    case punctual
    case partial
    case late
    case weekend
    case irregular
    case early
    /// Pays for a while, then is never seen again.
    case absconding(afterPercent: Int)
    /// Does not exist: the collector "pays" to the peso, always.
    case invented

    static func choose(_ random: inout Randomness) -> Behaviour {
        let draw = random.below(100)
        switch draw {
        case 0..<46: return .punctual
        case 46..<58: return .partial
        case 58..<71: return .late
        case 71..<79: return .weekend
        case 79..<87: return .irregular
        case 87..<94: return .early
        default: return .absconding(afterPercent: 10 + random.below(60))
        }
    }

    /// Whether the lender gladly lends to them again.
    var isGood: Bool {
        switch self {
        case .punctual, .early, .weekend: true
        case .partial, .late, .irregular, .absconding, .invented: false
        }
    }

    /// What the client hands over when visited on `date`, in minor units, at most the balance.
    func pays(on loan: BookedLoan, date: CivilDate, random: inout Randomness) -> Int {
        let behind = loan.behind(on: date)
        let wanted: Int
        switch self {
        case .invented: wanted = behind > 0 ? loan.instalment : 0
        case .punctual: wanted = punctual(loan, behind, &random)
        case .partial: wanted = partial(loan, behind, &random)
        case .late: wanted = late(loan, behind, &random)
        case .weekend: wanted = weekend(loan, behind, date, &random)
        case .irregular: wanted = irregular(loan, behind, &random)
        case .early: wanted = early(loan, behind, &random)
        case .absconding(let percent):
            let isGone = (loan.total - loan.balance) * 100 >= loan.total * percent
            wanted = isGone ? 0 : punctual(loan, behind, &random)
        }
        return min(wanted, loan.balance)
    }

    private func punctual(_ loan: BookedLoan, _ behind: Int, _ random: inout Randomness) -> Int {
        guard behind > 0 else { return 0 }
        let draw = random.below(100)
        switch draw {
        case 0..<90: return min(behind, 2 * loan.instalment)
        case 90..<93: return roundedUp(loan.instalment / 2, to: 50_000)
        case 93..<96: return min(behind, loan.instalment) + 100_000
        default: return 0
        }
    }

    private func partial(_ loan: BookedLoan, _ behind: Int, _ random: inout Randomness) -> Int {
        guard behind > 0 else { return 0 }
        let draw = random.below(100)
        switch draw {
        case 0..<60: return roundedUp(loan.instalment / 2, to: 50_000)
        case 60..<85: return loan.instalment
        default: return 0
        }
    }

    private func late(_ loan: BookedLoan, _ behind: Int, _ random: inout Randomness) -> Int {
        guard behind > 0, random.chance(450) else { return 0 }
        return min(behind, loan.instalment * (1 + random.below(2)))
    }

    private func weekend(_ loan: BookedLoan, _ behind: Int, _ date: CivilDate, _ random: inout Randomness) -> Int {
        guard date.weekday == .friday || date.weekday == .saturday, behind > 0 else { return 0 }
        return random.chance(920) ? behind : 0
    }

    private func irregular(_ loan: BookedLoan, _ behind: Int, _ random: inout Randomness) -> Int {
        guard behind > 0, random.chance(600) else { return 0 }
        return roundedUp(loan.instalment * (50 + random.below(150)) / 100, to: 100_000)
    }

    private func early(_ loan: BookedLoan, _ behind: Int, _ random: inout Randomness) -> Int {
        guard behind > -5 * loan.instalment else { return 0 }
        let isNearEnd = loan.balance * 10 < loan.total * 4
        if isNearEnd, random.chance(30) { return loan.balance }
        if random.chance(150) { return 2 * loan.instalment }
        return behind > 0 || random.chance(120) ? loan.instalment : 0
    }

    private func roundedUp(_ amount: Int, to step: Int) -> Int {
        (amount + step - 1) / step * step
    }
}
