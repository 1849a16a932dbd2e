import Foundation
import TestSupport

/// A backup in the shipped layout whose cells hold whatever SQLite can hold.
///
/// Huge numbers, infinities, blobs, broken text; columns have no type, so that each value stays what it is.
struct HostileBackup {
    private var random: SeededRandom
    /// How many of a hundred cells are hostile.
    private let share: Int

    init(seed: UInt64, share: Int) {
        random = SeededRandom(seed: seed)
        self.share = share
    }

    mutating func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["admin.db", "pagos.db"] { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        let documents = (1...5).map { "100\($0)" }
        try SQLiteFile.make("\(folder)/admin.db", book(documents))
        try SQLiteFile.make("\(folder)/pagos.db", history(documents))
    }

    private mutating func book(_ documents: [String]) -> [String] {
        var sql = [
            """
            CREATE TABLE clientes(codigo, nombre, cedula, telefono, cota, saldo, direccion, cobrador, posicion, fecha, \
            plazo, observacion, modalidad, diapago, reporte, calificacion, dato1, dato2, dato3, porcentaje, grupo, \
            descontar_dias)
            """,
            "CREATE TABLE caja(codigo, fecha, entro)",
            "CREATE TABLE balancesrecogidos(codigo, fecha, cobrado, totalcalle, prestamos, gastos, otro, dato1)",
        ]
        for (number, document) in documents.enumerated() {
            let values = [
                cell("\(number + 1)"), cell("'Persona'"), cell("'\(document)'", share / 2), cell("'300'"), money(),
                money(), cell("'Calle'"), cell("'cobra'"), cell("\(number)"), day(), term(), cell("''"), frequency(),
                day(), cell("'0'"), cell("'A'"), money(), money(), letters(), cell(pick(["20", "0", "999.99"])),
                cell("'Principal'"), cell(pick(["0", "3660", "99999"])),
            ]
            sql.append("INSERT INTO clientes VALUES (\(values.joined(separator: ", ")))")
        }
        sql.append("INSERT INTO caja VALUES (1, \(day()), \(money()))")
        for number in 1...Int.random(in: 1...6, using: &random) {
            // In the order of their days, as an app writes them: which one a lost row stood between is told by the table.
            let values = [cell("\(number)"), cell("'0\(number)/03/2026'")] + (1...5).map { _ in money() } + [cell("2")]
            sql.append("INSERT INTO balancesrecogidos VALUES (\(values.joined(separator: ", ")))")
        }
        return sql
    }

    private mutating func history(_ documents: [String]) -> [String] {
        var sql = ["CREATE TABLE android_metadata(locale text)"]
        for document in documents {
            let columns = "codigo integer primary key, fecha, abono, saldo, hora, identificador"
            sql.append("CREATE TABLE a\(document)(\(columns))")
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let time = cell(pick(["'10:00:00'", "'00:00:00'", "'23:59:59'", "'24:00:00'"]))
                let ticket = cell(pick(["'t1'", "'t1~2'", "'t2'", "NULL"]))
                let row = String(Int64(bitPattern: random.next()))
                let values = [row, day(), money(), money(), time, ticket].joined(separator: ", ")
                sql.append("INSERT OR IGNORE INTO a\(document) VALUES (\(values))")
            }
        }
        return sql
    }

    private mutating func money() -> String {
        cell(
            pick([
                "'10000'", "'0'", "'120000.50'", "100000000000", "'99999999999.99'", "-99999999999", "1e10", "0.005",
            ])
        )
    }

    private mutating func day() -> String {
        cell(pick(["'02/03/2026'", "'03/03/2026'", "'01/01/1980'", "'31/12/2199'", "'29/02/2024'", "'05/03/2026'"]))
    }

    private mutating func term() -> String {
        cell(pick(["12", "30", "1", "3660", "109800", "'25.0'"]))
    }

    private mutating func frequency() -> String {
        cell(pick(["'Diario'", "'Interdiario'", "'Semanal'", "'Quincenal'", "'MENSUAL'"]))
    }

    private mutating func letters() -> String {
        cell(pick(["'A/A/'", "'D/D/'", "'A/D/'", "'///'"]))
    }

    /// `honest`, or a hostile value in its place.
    private mutating func cell(_ honest: String, _ share: Int? = nil) -> String {
        Int.random(in: 0..<100, using: &random) < share ?? self.share ? hostile() : honest
    }

    private mutating func hostile() -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            return pick([
                "9223372036854775807", "-9223372036854775808", "9007199254740993", "-1", "0", "1000000000000000",
                "10000000000000", "10000000000001", String(Int64(bitPattern: random.next())),
            ])
        case 1:
            return pick([
                "9e999", "-9e999", "1e308", "-1.5e300", "5e-324", "-0.0", "9.3e18", "9007199254740992.5", "0.1", "1e17",
            ])
        case 2:
            let hex = random.bytes(Int.random(in: 0...40, using: &random)).map { String(format: "%02x", $0) }.joined()
            return pick(["x'\(hex)'", "CAST(x'\(hex)' AS TEXT)", "zeroblob(5000)", "NULL", "CAST(x'ff00fe' AS TEXT)"])
        default:
            return pick([
                "''", "' '", "'null'", "'1e400'", "'-1E-400'", "'1e99999999999999999999'", "'0x10'", "'١٢٣'", "'NaN'",
                "'1.234.567'", "'00/00/0000'", "'99/99/9999'", "'31/02/2026'", "'-'", "'+'", "'$'", "'$-5'", "'.5'",
                "'5.'", "'\(String(repeating: "9", count: 70))'", "'\(String(repeating: "x", count: 5000))'",
                "'a' || char(0) || 'b'", "char(10) || '=1+1'", "char(128512, 8238, 769)", "'99999999999999999999'",
                "'/'", "'oculto'", "'12:00:00:00'", "'t1~2'",
            ])
        }
    }

    private mutating func pick(_ values: [String]) -> String {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}
