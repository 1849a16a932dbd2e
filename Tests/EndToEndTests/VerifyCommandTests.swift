import Foundation
import Storage
import Testing

@Suite("recaudo verify")
struct VerifyCommandTests {
    @Test("the head that is printed is held by the book of the next night, and no other is", arguments: Engine.allCases)
    func head(engine: Engine) throws {
        let lender = try SimulatedLender()
        let book = try ScriptedBook(engine)
        try book.sync(lender.backup(night: 1))
        let first = try #require(try book.json(["verify", "--json"])["head"] as? String)
        let text = try book.run(["verify"])
        #expect(text.output.hasSuffix("head: \(first)\n"))
        try book.sync(lender.backup(night: 2))
        #expect(try book.run(["verify", "--expect-head", first]).status == 0)
        let parts = first.split(separator: ":")
        let longer = try book.run(["verify", "--expect-head", "999999:\(parts[1])"])
        #expect(longer.status == 1)
        #expect(longer.output.contains("first: change (log entry 999999): it was noted and is not there"))
        let other = try book.run(["verify", "--expect-head", "\(parts[0]):\(String(parts[1].reversed()))"])
        #expect(other.status == 1)
        #expect(other.output.contains("the log was rewritten"))
    }

    @Test("damage to a tenant's row or to the index of names is named, not the missing tenant")
    func hiddenTenant() throws {
        let lender = try SimulatedLender(nights: 1, routes: 1, clients: 5)
        let folder = try ScratchFolder()
        let path = folder.path("book.db")
        let arguments = ["--database", "sqlite:\(path)", "--tenant", "prestamista"]
        #expect(try Program.run(["sync", "--create", lender.backup(night: 1)] + arguments).status == 0)
        let bytes = try Data(contentsOf: URL(filePath: path))
        let name = Data("prestamista".utf8)
        var places: [Int] = []
        var start = bytes.startIndex
        while let found = bytes.range(of: name, in: start..<bytes.endIndex) {
            places.append(found.lowerBound)
            start = found.upperBound
        }
        #expect(places.count == 2, "the name stands in its row and in an index")
        for place in places {
            var damaged = bytes
            damaged[place] ^= 1
            try damaged.write(to: URL(filePath: path))
            let outcome = try Program.run(["verify"] + arguments)
            #expect(outcome.status == 1)
            let said = outcome.output + outcome.errors
            #expect(!said.contains("no tenant named"), "\(said)")
            #expect(
                said.contains("first: tenant tn_") || said.contains("book.damaged: The book is damaged: index"),
                "\(said)"
            )
        }
    }
}
