import Synchronization

/// Keeps the demo's pages until the book changes: a large portfolio takes a second to add up.
///
/// A class, because it owns the pages; `Mutex` guards them.
final class PageCache: Sendable {
    private struct Key: Hashable {
        let language: Language
        let origin: String
    }

    private let pages = Mutex<[Key: (seq: Int64, html: String)]>([:])
    /// Origins are the few names of this machine.
    private static let pagesMax = 16

    /// The page in `language` for `origin`: the one kept if the log still ends where it did, else what `make` makes.
    func page(
        language: Language,
        origin: String,
        make: () async throws -> (seq: Int64, html: String),
        currentSeq: () async throws -> Int64
    ) async throws -> String {
        let key = Key(language: language, origin: origin)
        let seq = try await currentSeq()
        if let kept = pages.withLock({ $0[key] }), kept.seq == seq { return kept.html }
        let made = try await make()
        pages.withLock { pages in
            if pages.count >= Self.pagesMax { pages.removeAll() }
            pages[key] = made
        }
        return made.html
    }
}
