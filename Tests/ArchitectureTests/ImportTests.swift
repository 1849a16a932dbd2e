import Testing

/// Which modules of the house each target may import: arrows only point down.
private let allowed: [String: Set<String>] = [
    "Lending": [],
    "Codecs": ["CZlib"],
    "Machine": [],
    "Wire": ["Lending", "Codecs"],
    "Storage": ["CLibPQ", "Machine"],
    "LoanBook": ["Lending", "Codecs", "Machine", "Wire", "Storage"],
    "Intake": ["Lending", "Codecs", "Machine", "Wire", "LoanBook", "Storage"],
    "Reporting": ["Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook"],
    "Web": ["Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Reporting"],
    "Simulator": ["Lending", "Codecs"],
    "TestSupport": ["Lending", "Codecs", "Storage", "Machine"],
    "CLI": [
        "Lending", "Codecs", "Machine", "Wire", "Storage", "LoanBook", "Intake", "Reporting", "Web", "Simulator",
    ],
]

/// Modules from outside that only the named targets may import.
private let outside: [String: Set<String>] = [
    "GRDB": ["Storage", "Intake", "Simulator"],
    "GRDBSQLite": ["Storage", "Intake", "Simulator"],
    "CLibPQ": ["Storage"],
    "CZlib": ["Codecs"],
    "Hummingbird": ["Web", "CLI"],
    "HummingbirdCore": ["Web", "CLI"],
    "Mustache": ["Web"],
    "Yams": ["Intake", "CLI"],
    "ArgumentParser": ["CLI"],
]

private func imports(of file: SourceTree.File) -> [(line: Int, module: String)] {
    file.lines.enumerated().compactMap { index, line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position < words.count - 1,
            words[..<position].allSatisfy({
                ["public", "internal", "package", "private", "@preconcurrency"].contains($0)
            })
        else { return nil }
        let named = words[(position + 1)...].last.map(String.init) ?? ""
        return (index + 1, named.split(separator: ".").first.map(String.init) ?? named)
    }
}

@Test("each target imports only the floors below it")
func importsPointDown() {
    for file in SourceTree.sources {
        let permitted = allowed[file.target]
        if permitted == nil, !["CLibPQ", "CZlib"].contains(file.target) {
            Issue.record("\(file.path): target \(file.target) is missing from the table of imports")
        }
        for (line, module) in imports(of: file) where allowed[module] != nil {
            #expect(
                permitted?.contains(module) == true || module == file.target,
                "\(file.path):\(line): \(file.target) must not import \(module)"
            )
        }
    }
}

@Test("an outside library is imported only where the house allows it")
func librariesStayInTheirRooms() {
    for file in SourceTree.sources {
        for (line, module) in imports(of: file) {
            if let users = outside[module] {
                #expect(
                    users.contains(file.target),
                    "\(file.path):\(line): only \(users.sorted()) may import \(module)"
                )
            }
        }
    }
}

@Test("the business rules, the codecs and the documents do without Foundation")
func lowFloorsHaveNoFoundation() {
    for file in SourceTree.sources where ["Lending", "Codecs", "Wire"].contains(file.target) {
        for (line, module) in imports(of: file) {
            #expect(!module.hasPrefix("Foundation"), "\(file.path):\(line): \(file.target) must not import \(module)")
        }
    }
}
