/// What comparing counted cash with expected cash says.
public enum BoxVerdict: String, Sendable, CaseIterable {
    /// They agree (cuadrado).
    case balanced
    /// Cash is missing (faltante).
    case shortage
    /// There is too much cash (sobrante).
    case overage

    /// The verdict on counted less expected.
    public init(difference: Money) {
        self = difference == .zero ? .balanced : difference < .zero ? .shortage : .overage
    }

    /// Word in Spanish.
    public var labelES: String {
        switch self {
        case .balanced: "cuadrado"
        case .shortage: "faltante"
        case .overage: "sobrante"
        }
    }

    /// Word in English.
    public var labelEN: String {
        switch self {
        case .balanced: "balanced"
        case .shortage: "a shortage"
        case .overage: "an overage"
        }
    }
}
