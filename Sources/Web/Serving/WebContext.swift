import Hummingbird
import Logging
import Synchronization

/// What travels with one request.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// What is learnt on the way and told in the log.
    let notes: RequestNotes

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        notes = RequestNotes()
    }
}

/// What the parts of the server learn about a request, for the answer's headers and the log: ids, never people.
///
/// A class, because the parts see copies of the context; `Mutex` guards its state.
final class RequestNotes: Sendable {
    private struct State {
        var requestID = "-"
        var keyID: String?
        var problem: ProblemCode?
        var rate: RateVerdict?
    }

    private let state = Mutex(State())

    /// Id of the request, told to the client and in the log.
    var requestID: String { state.withLock { $0.requestID } }
    /// Id of the key that was shown, if it is one.
    var keyID: String? { state.withLock { $0.keyID } }
    /// The problem that was answered, if one was.
    var problem: ProblemCode? { state.withLock { $0.problem } }
    /// How much the key may still ask in this window.
    var rate: RateVerdict? { state.withLock { $0.rate } }

    func set(requestID: String) { state.withLock { $0.requestID = requestID } }
    func set(keyID: String) { state.withLock { $0.keyID = keyID } }
    func set(problem: ProblemCode) { state.withLock { $0.problem = problem } }
    func set(rate: RateVerdict) { state.withLock { $0.rate = rate } }
}
