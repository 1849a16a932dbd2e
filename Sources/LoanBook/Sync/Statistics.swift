import Storage

/// What the database knows of its tables' sizes, by which it chooses how to read them.
enum Statistics {
    /// Counts anew while a load makes the tables many times larger.
    ///
    /// PostgreSQL would do so by itself a minute after the load, and until then scan whole tables for one loan or one
    /// customer, the checks of foreign keys included. SQLite chooses by the form of a query and needs no counts.
    static func refresh(on connection: any Connection) throws {
        guard connection.engine == .postgres else { return }
        try connection.executeScript(
            "ANALYZE route, customer, dossier, loan, payment, settlement, finding, version, change"
        )
    }

    /// Tells PostgreSQL that a transaction reads whole tables to their end, whatever it believes of their size.
    static func expectWholeTables(on connection: any Connection) throws {
        guard connection.engine == .postgres else { return }
        try connection.executeScript("SET LOCAL cursor_tuple_fraction = 1; SET LOCAL enable_nestloop = off")
    }
}
