import Lending
import LoanBook
public import Machine

extension SyncRun {
    /// Keeps why a copy was refused, for `recaudo source status`; does nothing with failures that are not the copy's.
    ///
    /// Chats are named after the people they are with, so what is said of them is not kept.
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - route: the name of the route whose files they are, where it is known.
    public func keep(refusal error: any Error, of route: String? = nil, clock: some Clock = SystemClock()) {
        guard profile.isBook else { return }
        let now = Instant(microseconds: clock.microseconds())
        for refusal in refusals(error, route, now) {
            // `try?`: the refusal itself is told in any case; that it is not remembered must not hide it.
            try? book.keep(refusal, of: tenant)
        }
    }

    private func refusals(_ error: any Error, _ route: String?, _ now: Instant) -> [SourceRefusal] {
        if case LoanBookError.olderSnapshot(let older)? = error as? LoanBookError {
            return older.map { route in
                SourceRefusal(
                    source: profile.name,
                    routeID: route.route,
                    routeName: route.name,
                    refusedAt: now,
                    code: LoanBookError.olderSnapshot([route]).code,
                    message: "\(LoanBookError.olderSnapshot([route]))"
                )
            }
        }
        guard let error = error as? IntakeError, error.code.isOfTheCopy else { return [] }
        return [
            SourceRefusal(
                source: profile.name,
                routeID: route.map { RecordIDs(tenant: tenant, system: profile.name, route: $0).routeID },
                routeName: route,
                refusedAt: now,
                code: error.code.rawValue,
                message: error.message
            )
        ]
    }
}

extension IntakeError.Code {
    /// Whether it says something of the files that came, and not of how they were asked for.
    var isOfTheCopy: Bool {
        switch self {
        case .notFound, .unknownRoute, .unknownProfile, .invalidProfile: false
        default: true
        }
    }
}
