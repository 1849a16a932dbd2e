extension Findings {
    /// Settlements that a snapshot should hold and that cannot be read from it.
    ///
    /// - Parameters:
    ///   - rows: rows that cannot be read; nil when their whole table is gone.
    ///   - kept: settlements that the book holds and the snapshot does not show; they stay.
    ///   - place: where the source keeps them.
    public func settlementsUnreadable(rows: Int?, kept: Int, place: String) -> Finding {
        let what =
            switch rows {
            case nil:
                Sentence(
                    es: "La copia de la ruta \(routeName) no trae la tabla de sus liquidaciones",
                    en: "The backup of route \(routeName) lacks the table of its settlements"
                )
            case 1:
                Sentence(
                    es: "Una liquidación de la ruta \(routeName) no se puede leer en la copia",
                    en: "A settlement of route \(routeName) cannot be read from the backup"
                )
            case .some(let rows):
                Sentence(
                    es: "\(rows) liquidaciones de la ruta \(routeName) no se pueden leer en la copia",
                    en: "\(rows) settlements of route \(routeName) cannot be read from the backup"
                )
            }
        let rest =
            switch kept {
            case 0: Sentence(es: ".", en: ".")
            case 1: Sentence(es: "; la que había sigue en el libro.", en: "; the one known before stays in the book.")
            default:
                Sentence(
                    es: "; las \(kept) que había siguen en el libro.",
                    en: "; the \(kept) known before stay in the book."
                )
            }
        return make(
            .settlementUnreadable,
            severity: kept > 0 ? .critical : .warning,
            about: .route(routeID),
            evidence: [Evidence(place: place)],
            Sentence(es: what.es + rest.es, en: what.en + rest.en)
        )
    }

    /// A settlement that an earlier snapshot held otherwise; nil when nothing differs that the source itself states.
    ///
    /// Opening and expected closing follow from the settlement before and are no edit of this one. It is critical when
    /// the edit takes money from the owner: less collected or left in the box, more lent or spent.
    /// - Parameter change: tells one revision of the settlement from the next, e.g. the snapshot's id.
    public func settlementRevised(from before: Settlement, to after: Settlement, change: String) -> Finding? {
        let figures = SettlementFigure.changed(from: before, to: after)
        guard !figures.isEmpty else { return nil }
        let listES = figures.map { "\($0.labelES) de \($0.before.es) a \($0.after.es)" }.joined(separator: ", ")
        let listEN = figures.map { "\($0.labelEN) from \($0.before.en) to \($0.after.en)" }.joined(separator: ", ")
        return make(
            .settlementRevised,
            severity: figures.contains(where: \.isLoss) ? .critical : nil,
            about: .settlement(after, change: change),
            amount: figures.compactMap(\.size).max(),
            evidence: figures.map { figure in
                Evidence(
                    place: "\(after.sourceKey)/\(figure.name)",
                    before: figure.stored.before,
                    after: figure.stored.after
                )
            },
            Sentence(
                es: """
                    La liquidación del \(before.settledOn.es) de la ruta \(routeName) cambió después de hecha: \(listES).
                    """,
                en: """
                    The settlement of \(before.settledOn.en) on route \(routeName) was changed after it was made: \
                    \(listEN).
                    """
            )
        )
    }

    /// A settlement that an earlier snapshot held and this one lacks.
    ///
    /// - Parameter change: tells one removal of the settlement from the next, e.g. the snapshot's id.
    public func settlementRemoved(_ settlement: Settlement, change: String) -> Finding {
        let (collected, closing) = (settlement.collected, settlement.closing)
        return make(
            .settlementRemoved,
            about: .settlement(settlement, change: change),
            amount: collected.magnitude,
            evidence: [
                Evidence(place: "\(settlement.sourceKey)/collected", before: collected.decimalText),
                Evidence(place: "\(settlement.sourceKey)/closing", before: closing.decimalText),
            ],
            Sentence(
                es: """
                    La liquidación del \(settlement.settledOn.es) de la ruta \(routeName), con \(collected.es) cobrados \
                    y \(closing.es) en caja, ya no está en la copia.
                    """,
                en: """
                    The settlement of \(settlement.settledOn.en) on route \(routeName), with \(collected.en) collected \
                    and \(closing.en) in the box, is no longer in the backup.
                    """
            )
        )
    }
}

/// One figure of a settlement that the source states, as it was and as it is.
private struct SettlementFigure {
    var name: String
    var labelES: String
    var labelEN: String
    /// For sentences.
    var before: Sentence
    var after: Sentence
    /// For the evidence.
    var stored: (before: String?, after: String?)
    /// Money that the change moves, and whether it is to the owner's loss.
    var size: Money?
    var isLoss = false

    static func changed(from old: Settlement, to new: Settlement) -> [SettlementFigure] {
        [
            day(old.settledOn, new.settledOn),
            money("collected", ("cobrado", "collected"), old.collected, new.collected, lossIs: .less),
            money("lent", ("prestado", "lent"), old.lent, new.lent, lossIs: .more),
            money("expenses", ("gastos", "expenses"), old.expenses, new.expenses, lossIs: .more),
            money("closing", ("caja", "box"), old.closing, new.closing, lossIs: .less),
            money("portfolio", ("en la calle", "in the street"), old.portfolio, new.portfolio, lossIs: nil),
            count(old.paymentsCount, new.paymentsCount),
        ].compactMap(\.self)
    }

    private enum Loss {
        case less
        case more
    }

    private static func day(_ old: CivilDate, _ new: CivilDate) -> SettlementFigure? {
        guard old != new else { return nil }
        return SettlementFigure(
            name: "settled_on",
            labelES: "fecha",
            labelEN: "date",
            before: Sentence(es: old.es, en: old.en),
            after: Sentence(es: new.es, en: new.en),
            stored: (old.isoText, new.isoText)
        )
    }

    private static func money(
        _ name: String,
        _ label: (es: String, en: String),
        _ old: Money?,
        _ new: Money?,
        lossIs loss: Loss?
    ) -> SettlementFigure? {
        guard old != new else { return nil }
        let moved = (new ?? .zero) - (old ?? .zero)
        return SettlementFigure(
            name: name,
            labelES: label.es,
            labelEN: label.en,
            before: sentence(old),
            after: sentence(new),
            stored: (old?.decimalText, new?.decimalText),
            size: loss == nil ? nil : moved.magnitude,
            isLoss: loss == .less && moved < .zero || loss == .more && moved > .zero
        )
    }

    private static func count(_ old: Int?, _ new: Int?) -> SettlementFigure? {
        guard old != new else { return nil }
        let (before, after) = (old.map(String.init), new.map(String.init))
        return SettlementFigure(
            name: "payments_count",
            labelES: "pagos",
            labelEN: "payments",
            before: Sentence(es: before ?? "nada", en: before ?? "nothing"),
            after: Sentence(es: after ?? "nada", en: after ?? "nothing"),
            stored: (before, after)
        )
    }

    private static func sentence(_ amount: Money?) -> Sentence {
        Sentence(es: amount?.es ?? "nada", en: amount?.en ?? "nothing")
    }
}

extension FindingSubject {
    /// A settlement, and which of its changes.
    fileprivate static func settlement(_ settlement: Settlement, change: String) -> FindingSubject {
        var subject = FindingSubject.settlement(settlement)
        subject.key += "/\(change)"
        return subject
    }
}
