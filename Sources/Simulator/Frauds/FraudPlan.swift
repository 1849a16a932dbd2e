/// Which patterns each route gets.
struct FraudPlan {
    private let options: SimulationOptions

    init(_ options: SimulationOptions) {
        self.options = options
    }

    /// The patterns of route number `index`; none for an honest collector.
    func patterns(for index: Int) -> [FraudPattern] {
        switch options.dishonesty {
        case .none: return []
        case .patterns(let chosen):
            let inOrder = possible.filter(chosen.contains)
            let routes = max(1, options.targetLoans == nil ? options.routes : inOrder.count)
            return inOrder.enumerated().filter { $0.offset % routes == index }.map(\.element)
        case .fraction(let percent):
            var random = Randomness(options.seed, 0x4650, UInt64(index))
            guard random.below(100) < percent else { return [] }
            let count = 2 + random.below(2)
            var left = possible
            var drawn: [FraudPattern] = []
            for _ in 0..<count { drawn.append(left.remove(at: random.below(left.count))) }
            return drawn
        }
    }

    /// A restored backup shows only against the night before.
    private var possible: [FraudPattern] {
        FraudPattern.allCases.filter { $0 != .oldBackupRestored || options.nights > 1 }
    }
}
