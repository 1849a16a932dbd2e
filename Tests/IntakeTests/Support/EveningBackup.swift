extension Backup {
    /// The backup of `route` on the evening of `day` (2 to 9) March 2026: two clients who paid 10,000 each day since the
    /// 2nd, and a settlement each day.
    ///
    /// `wrong` makes it one that says something else about the same days.
    static func evening(of route: String, day: Int, wrong: Bool = false) -> Backup {
        let amount = wrong ? 5000 : 10_000
        var backup = Backup()
        backup.clients = [1, 2].map { number in
            var client = BackupClient(number: number, name: "Persona \(number)", document: "\(route.count)00\(number)")
            client.payments = (2...day).map { paid in
                BackupPayment(
                    day: "0\(paid)/03/2026",
                    amount: "\(amount)",
                    balance: "\(120_000 - amount * (paid - 1))",
                    ticket: "\(route)\(number)\(paid)"
                )
            }
            client.balance = client.payments?.last?.balance ?? ""
            client.lastPaid = "0\(day)/03/2026"
            return client
        }
        backup.settlements = (2...day).map { settled in
            BackupSettlement(
                number: settled - 1,
                day: "0\(settled)/03/2026",
                collected: "\(2 * amount)",
                closing: "\(500_000 + 2 * amount * (settled - 1))",
                count: "2"
            )
        }
        backup.boxDay = "0\(day)/03/2026"
        backup.boxCash = backup.settlements.last?.closing ?? ""
        return backup
    }
}
