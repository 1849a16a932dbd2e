import Foundation
import Storage
import TestSupport
import Testing

/// A book that the built program works on, on either engine.
final class ScriptedBook {
    let database: String
    private let folder: ScratchFolder
    private let held: TestDatabase?

    init(_ engine: Engine) throws {
        folder = try ScratchFolder()
        switch engine {
        case .sqlite:
            held = nil
            database = "sqlite:\(folder.path("book.db"))"
        case .postgres:
            let made = try TestDatabase(.postgres)
            held = made
            guard case .postgres(let uri) = made.url else { preconditionFailure("a PostgreSQL book has a URI") }
            database = uri
        }
    }

    /// Runs a command on this book.
    func run(_ arguments: [String], tenant: Bool = true) throws -> Program.Outcome {
        try Program.run(arguments + ["--database", database] + (tenant ? ["--tenant", "lender"] : []))
    }

    /// Runs a command that must succeed and reads its JSON.
    @discardableResult
    func json(_ arguments: [String]) throws -> [String: Any] {
        let outcome = try run(arguments)
        try #require(outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.errors)")
        return try outcome.json()
    }

    /// Syncs a backup and returns the summary.
    @discardableResult
    func sync(_ path: String) throws -> [String: Any] {
        try json(["sync", "--create", "--json", path])
    }

    /// The portfolio report must say what the simulator knows.
    func expectPortfolio(_ truth: Truth) throws {
        let report = try json(["report", "portfolio", "--json"])
        #expect(report["customers"] as? Int == (try truth.count("customers")))
        #expect(report["active_loans"] as? Int == (try truth.count("active_loans")))
        #expect(report["closed_loans"] as? Int == (try truth.count("reconstructible_closed")))
        #expect(report["payments_count"] as? Int == (try truth.count("payments")))
        #expect(report["outstanding"] as? String == (try truth.amount("outstanding")))
        #expect(report["payments_total"] as? String == (try truth.amount("paid")))
        #expect(report["cash_in_box"] as? String == (try truth.amount("box_cash")))
    }

    /// `verify` must find nothing.
    func expectSound() throws {
        let outcome = try run(["verify"])
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
