import Storage

/// What only one of the two engines needs to be told.
enum EngineTuning {
    /// Gives SQLite's writer room for the pages that a first load touches at random (the indexes).
    ///
    /// Measured on a load of 200,000 records: 0.8 s of system time instead of 1.9 s.
    static func expectManyWrites(on connection: any Connection) throws {
        guard connection.engine == .sqlite else { return }
        try connection.executeScript("PRAGMA cache_size = -\(Limits.writerCacheKilobytes)")
    }

    /// Gives back what ``expectManyWrites(on:)`` took: a server keeps its writing connection for the next night.
    static func rest(on connection: any Connection) throws {
        guard connection.engine == .sqlite else { return }
        try connection.executeScript("PRAGMA cache_size = -\(Limits.restingCacheKilobytes); PRAGMA shrink_memory")
    }

    /// Gives SQLite less room for pages while it sorts, because the rows that it sorts take as much again.
    static func expectSorting(on connection: any Connection) throws {
        guard connection.engine == .sqlite else { return }
        try connection.executeScript("PRAGMA cache_size = -\(Limits.sortingCacheKilobytes)")
    }

    /// Counts anew while a load makes the tables many times larger.
    ///
    /// PostgreSQL would do so by itself a minute after the load, and until then scan whole tables for one loan or one
    /// customer, the checks of foreign keys included. A table that another tenant's load counts just now is passed over.
    /// SQLite chooses by the form of a query and needs no counts.
    static func refresh(on connection: any Connection) throws {
        guard connection.engine == .postgres else { return }
        try connection.executeScript(
            "ANALYZE (SKIP_LOCKED) route, customer, dossier, loan, payment, settlement, finding, version, change"
        )
    }

    /// Tells PostgreSQL that a transaction reads whole tables to their end, whatever it believes of their size.
    static func expectWholeTables(on connection: any Connection) throws {
        guard connection.engine == .postgres else { return }
        try connection.executeScript("SET LOCAL cursor_tuple_fraction = 1; SET LOCAL enable_nestloop = off")
    }
}
