/// Counts of a route that its rows alone do not tell.
struct RouteTally {
    var closed = 0
    var renewed = 0
    var reconstructible = 0
    var payments = 0
    var paid = 0
}
