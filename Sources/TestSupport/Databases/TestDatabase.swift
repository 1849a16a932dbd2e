public import Storage
internal import Synchronization

/// A fresh, empty database for one test, on either engine: `@Test(arguments: Engine.allCases)`.
///
/// It is dropped with the object, so keep the object as long as the database is used.
public final class TestDatabase: Sendable {
    /// Where it is.
    public let url: DatabaseURL
    /// The open database.
    public let database: Database

    private let folder: TemporaryFolder?
    private let name: String?

    /// Makes one on `engine`.
    /// - Throws: when PostgreSQL's programs are missing or the server does not start, with the reason.
    public init(_ engine: Engine) throws {
        switch engine {
        case .sqlite:
            let folder = try TemporaryFolder()
            self.folder = folder
            name = nil
            url = .sqlite(path: folder.file("book.db"))
            database = try Database.open(url: url, createIfMissing: true)
        case .postgres:
            let cluster = try PostgresCluster.shared()
            let name = try cluster.createDatabase()
            self.name = name
            folder = nil
            url = cluster.url(database: name)
            database = try Database.open(url: url)
        }
    }

    deinit {
        database.close()
        // A database left behind goes with the cluster.
        if let name { try? PostgresCluster.shared().dropDatabase(name) }
    }

    /// A second opening of the same database, as another process would have it.
    /// - Throws: ``StorageError``.
    public func reopened() throws -> Database {
        try Database.open(url: url)
    }
}
