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
            let inOrder = FraudPattern.allCases.filter(chosen.contains)
            let routes = max(1, options.targetLoans == nil ? options.routes : FraudPattern.allCases.count)
            return inOrder.enumerated().filter { $0.offset % routes == index }.map(\.element)
        case .fraction(let percent):
            var random = Randomness(options.seed, 0x4650, UInt64(index))
            guard random.below(100) < percent else { return [] }
            let count = 2 + random.below(2)
            var left = FraudPattern.allCases
            var drawn: [FraudPattern] = []
            for _ in 0..<count { drawn.append(left.remove(at: random.below(left.count))) }
            return drawn
        }
    }
}
