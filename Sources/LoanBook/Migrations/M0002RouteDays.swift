/// Finds the days of a route in the change log, for the question how a route stood on a past day.
///
/// A route's document changes with its business day, so its entries in the log are the history of its days. They are a
/// few a night among thousands of others; the index holds them alone and costs the rest of the log nothing.
enum M0002RouteDays {
    static let sql = """
        CREATE INDEX change_of_route ON change (tenant_id, entity, entity_id, occurred_day, seq) WHERE entity = 'route';

        """
}
