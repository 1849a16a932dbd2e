import Codecs
import Foundation
import GRDBSQLite
import Simulator

/// A folder of its own for one test, removed with the last reference.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "recaudo-simulator-" + UUID().uuidString

    deinit {
        // Losing the error is right: the system clears its temporary folder anyway.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Plain SQL on a written file, by nothing but SQLite.
struct WrittenFile {
    struct Unreadable: Error {
        let reason: String
    }

    let path: String

    /// Rows of `sql`, every cell as text.
    func rows(_ sql: String) throws -> [[String?]] {
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else {
            throw Unreadable(reason: path)
        }
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            throw Unreadable(reason: String(cString: sqlite3_errmsg(connection)))
        }
        var found: [[String?]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            found.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) }
                }
            )
        }
        return found
    }
}

/// One route's two files, read back by plain SQL into what the tests compare.
struct WrittenRoute {
    struct Client {
        var document: String
        var phone: String
        var instalment: Int
        var balance: Int
        var total: Int
        var disbursedOn: String
        var modality: String
        var isHidden: Bool
        var isReported: Bool
    }

    struct Paid {
        var client: String
        var day: String
        var time: String
        var amount: Int
        var balance: Int
        var ticket: String
    }

    struct Settled {
        var day: String
        var collected: Int
        var portfolio: Int
        var lent: Int
        var expenses: Int
        var boxAfter: Int
        var payments: Int
    }

    var name: String
    var clients: [Client]
    /// Payments of each client, in row order.
    var payments: [String: [Paid]] = [:]
    var settlements: [Settled]
    var boxCash: Int
    var journal: [[String?]]

    static let periodDays = ["Diario": 1, "Interdiario": 2, "Semanal": 7, "Quincenal": 15, "Mensual": 30]

    init(_ folder: String, name: String) throws {
        self.name = name
        let admin = WrittenFile(path: "\(folder)/\(name)/admin.db")
        let pagos = WrittenFile(path: "\(folder)/\(name)/pagos.db")
        clients = try admin.rows(
            "SELECT cedula, telefono, cota, saldo, plazo, modalidad, fecha, diapago, reporte FROM clientes ORDER BY codigo"
        ).map { row in
            let period = WrittenRoute.periodDays[row[5] ?? ""] ?? 0
            let term = Int(row[4] ?? "") ?? 0
            let instalment = cents(row[2])
            return Client(
                document: row[0] ?? "",
                phone: row[1] ?? "",
                instalment: instalment,
                balance: cents(row[3]),
                total: instalment * (period > 0 ? term / period : 0),
                disbursedOn: row[6] ?? "",
                modality: row[5] ?? "",
                isHidden: row[7] == "oculto",
                isReported: row[8] != nil
            )
        }
        settlements = try admin.rows(
            "SELECT fecha, cobrado, totalcalle, prestamos, gastos, otro, dato1 FROM balancesrecogidos ORDER BY codigo"
        ).map {
            Settled(
                day: $0[0] ?? "",
                collected: cents($0[1]),
                portfolio: cents($0[2]),
                lent: cents($0[3]),
                expenses: cents($0[4]),
                boxAfter: cents($0[5]),
                payments: Int($0[6] ?? "") ?? -1
            )
        }
        boxCash = cents(try admin.rows("SELECT entro FROM caja").first?[0])
        journal = try pagos.rows("SELECT movimiento, valor FROM resumendia")
        let tables = try pagos.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'a[0-9]*'")
        for table in tables.compactMap({ $0[0] }) {
            let document = String(table.dropFirst())
            payments[document] = try pagos.rows(
                "SELECT fecha, hora, abono, saldo, identificador FROM \"\(table)\" ORDER BY codigo"
            ).map {
                Paid(
                    client: document,
                    day: $0[0] ?? "",
                    time: $0[1] ?? "",
                    amount: cents($0[2]),
                    balance: cents($0[3]),
                    ticket: $0[4] ?? ""
                )
            }
        }
    }

    /// Every route under `folder`, by name.
    static func all(in folder: String) throws -> [WrittenRoute] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("ruta") }.sorted()
            .map { try WrittenRoute(folder, name: $0) }
    }

    var allPayments: [Paid] { payments.values.flatMap(\.self) }

    /// Payments of the loan that stands on the client's row.
    func paymentsOfCurrentLoan(_ client: Client) -> [Paid] {
        let all = payments[client.document] ?? []
        guard let last = all.last, last.balance == client.balance else { return [] }
        var first = all.count - 1
        while first > 0, all[first - 1].balance > all[first].balance { first -= 1 }
        return Array(all[first...])
    }

    /// Ended loans that the payment tables show: a loan begins at the first payment, after a balance of zero, and
    /// where the balance rises; the last one is current unless the row holds a later, unpaid loan.
    var reconstructibleClosed: Int {
        clients.reduce(0) { count, client in
            var balances = (payments[client.document] ?? []).map(\.balance)[...]
            guard var previous = balances.popFirst() else { return count }
            var loans = 1
            for balance in balances {
                if previous == 0 || balance > previous { loans += 1 }
                previous = balance
            }
            let isLastCurrent = client.balance > 0 && previous == client.balance
            return count + loans - (isLastCurrent ? 1 : 0)
        }
    }
}

/// Text of a money column in minor units; an exponent is accepted, noise is rounded away.
private func cents(_ text: String?) -> Int {
    Int(((text.flatMap(Double.init) ?? .nan) * 100).rounded())
}
