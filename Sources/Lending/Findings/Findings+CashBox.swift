/// What was paid on one day.
public struct DayTotal: Hashable, Sendable {
    /// Number of payments.
    public var count: Int
    /// Their sum.
    public var amount: Money

    /// A total of `count` payments of `amount` together.
    public init(count: Int = 0, amount: Money = .zero) {
        self.count = count
        self.amount = amount
    }

    /// Adds one payment of `amount`.
    public mutating func add(_ amount: Money) {
        count += 1
        self.amount += amount
    }
}

extension Findings {
    /// What does not add up along a route's settlements, given in order: boxes against their own figures, breaks
    /// between one and the next, and days settled more than once.
    public func settlements(_ settlements: [Settlement]) -> [Finding] {
        var findings: [Finding] = []
        for index in settlements.indices {
            let settlement = settlements[index]
            if let difference = settlement.difference, difference != .zero, let expected = settlement.closingExpected {
                findings.append(boxMismatch(settlement, expected: expected, difference: difference))
            }
            guard index > 0 else { continue }
            let previous = settlements[index - 1]
            if let opening = settlement.opening, opening != previous.closing {
                findings.append(chainBreak(settlement, after: previous, opening: opening))
            }
            if settlement.settledOn == previous.settledOn {
                findings.append(repeated(settlement))
            }
        }
        return findings
    }

    /// The box now against the chain of settlements; nil when they agree.
    public func boxCash(stated: Money, computed: Money, place: String = "") -> Finding? {
        let difference = stated - computed
        guard difference != .zero else { return nil }
        let verdict = BoxVerdict(difference: difference)
        return make(
            .boxCashMismatch,
            about: .route(routeID),
            amount: difference.magnitude,
            evidence: [Evidence(place: place, before: stated.decimalText, after: computed.decimalText)],
            Sentence(
                es: """
                    La caja de la ruta \(routeName) dice \(stated.es) y sus liquidaciones dan \(computed.es): \
                    \(verdict.labelES) de \(difference.magnitude.es).
                    """,
                en: """
                    The cash box of route \(routeName) says \(stated.en) and its settlements give \(computed.en): \
                    \(verdict.labelEN) of \(difference.magnitude.en).
                    """
            )
        )
    }

    /// Collected money and payment counts of settlements against the payments that the history holds now.
    ///
    /// `settlements` stand in order, and each answers for its ``SettlementChain/days(after:upTo:)``. Several settlements
    /// of one day are taken together and named by the last.
    /// - Parameters:
    ///   - payments: totals by operational day; days without payments may be missing.
    ///   - uncertain: settlements beside one that cannot be read, so that their days are not known; they are passed over.
    public func collected(
        _ settlements: [Settlement],
        payments: [CivilDate: DayTotal],
        except uncertain: Set<SettlementID> = []
    ) -> [Finding] {
        var findings: [Finding] = []
        var start = settlements.startIndex
        var since: CivilDate?
        while start < settlements.endIndex {
            let day = settlements[start].settledOn
            let group = settlements[start...].prefix { $0.settledOn == day }
            start = group.endIndex
            let days = SettlementChain.days(after: since, upTo: day)
            since = day
            guard !group.contains(where: { uncertain.contains($0.id) }) else { continue }
            var held = DayTotal()
            for number in days {
                guard let total = payments[CivilDate(dayNumber: number)] else { continue }
                held.count += total.count
                held.amount += total.amount
            }
            if let finding = collectedMismatch(Array(group), held: held) { findings.append(finding) }
        }
        return findings
    }

    /// The source's money in the street against the sum of its loans' balances; nil when they agree.
    public func portfolio(stated: Money, computed: Money, place: String = "") -> Finding? {
        let difference = stated - computed
        guard difference != .zero else { return nil }
        return make(
            .portfolioMismatch,
            about: .route(routeID),
            amount: difference.magnitude,
            evidence: [Evidence(place: place, before: stated.decimalText, after: computed.decimalText)],
            Sentence(
                es: """
                    La aplicación dice que la ruta \(routeName) tiene \(stated.es) en la calle, pero sus préstamos \
                    suman \(computed.es): hay \(difference.magnitude.es) de diferencia.
                    """,
                en: """
                    The app says that route \(routeName) has \(stated.en) in the street, but its loans add up to \
                    \(computed.en): a difference of \(difference.magnitude.en).
                    """
            )
        )
    }

    private func collectedMismatch(_ group: [Settlement], held: DayTotal) -> Finding? {
        guard let last = group.last else { return nil }
        let stated = group.reduce(Money.zero) { $0 + $1.collected }
        let counts = group.compactMap(\.paymentsCount)
        let count = counts.count == group.count ? counts.reduce(0) { $0.addingClamped($1) } : held.count
        guard stated != held.amount || count != held.count else { return nil }
        let difference = held.amount - stated
        return make(
            .settlementCollectedMismatch,
            severity: difference > .zero ? .critical : .warning,
            about: .settlement(last),
            amount: difference.magnitude,
            evidence: group.map { Evidence(place: $0.sourceKey, before: $0.collected.decimalText) }
                + [Evidence(before: stated.decimalText, after: held.amount.decimalText)],
            Sentence(
                es: """
                    La liquidación del \(last.settledOn.es) de la ruta \(routeName) dice \(stated.es) cobrados en \
                    \(count) pagos, pero el historial tiene \(held.amount.es) en \(held.count) pagos.
                    """,
                en: """
                    The settlement of \(last.settledOn.en) on route \(routeName) says \(stated.en) collected in \
                    \(count) payments, but the history holds \(held.amount.en) in \(held.count) payments.
                    """
            )
        )
    }

    private func boxMismatch(_ settlement: Settlement, expected: Money, difference: Money) -> Finding {
        let verdict = BoxVerdict(difference: difference)
        let size = difference.magnitude
        return make(
            .boxMismatch,
            severity: difference < .zero ? .critical : .warning,
            about: .settlement(settlement),
            amount: size,
            evidence: [
                Evidence(
                    place: settlement.sourceKey,
                    before: settlement.closing.decimalText,
                    after: expected.decimalText
                )
            ],
            Sentence(
                es: """
                    La caja de la ruta \(routeName) al liquidar el \(settlement.settledOn.es) quedó en \
                    \(settlement.closing.es) y debía quedar en \(expected.es): \(verdict.labelES) de \(size.es).
                    """,
                en: """
                    The cash box of route \(routeName) at the settlement of \(settlement.settledOn.en) was left at \
                    \(settlement.closing.en) and should be \(expected.en): \(verdict.labelEN) of \(size.en).
                    """
            )
        )
    }

    private func chainBreak(_ settlement: Settlement, after previous: Settlement, opening: Money) -> Finding {
        let difference = opening - previous.closing
        return make(
            .boxChainBreak,
            about: .settlement(settlement),
            amount: difference.magnitude,
            evidence: [
                Evidence(place: previous.sourceKey, before: previous.closing.decimalText),
                Evidence(place: settlement.sourceKey, after: opening.decimalText),
            ],
            Sentence(
                es: """
                    La caja de la ruta \(routeName) cerró el \(previous.settledOn.es) con \(previous.closing.es) y la \
                    siguiente liquidación, del \(settlement.settledOn.es), empezó con \(opening.es).
                    """,
                en: """
                    The cash box of route \(routeName) closed on \(previous.settledOn.en) with \(previous.closing.en) \
                    and the next settlement, of \(settlement.settledOn.en), began with \(opening.en).
                    """
            )
        )
    }

    private func repeated(_ settlement: Settlement) -> Finding {
        make(
            .settlementRepeated,
            about: .settlement(settlement),
            evidence: [Evidence(place: settlement.sourceKey)],
            Sentence(
                es: "La ruta \(routeName) se liquidó más de una vez el \(settlement.settledOn.es).",
                en: "Route \(routeName) was settled more than once on \(settlement.settledOn.en)."
            )
        )
    }
}
