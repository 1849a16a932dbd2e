import Codecs
import Foundation
import Intake
import Testing

@Suite("Packed files at a path")
struct GzipPlaceTests {
    private func packed(_ scratch: Scratch, in folder: String) throws {
        try Backup().write(to: scratch.file("plain"))
        for name in ["admin.db", "pagos.db"] where FileManager.default.fileExists(atPath: scratch.file("plain/\(name)"))
        {
            try scratch.write("\(folder)/\(name).gz", Zip.gzip(Scratch.read(scratch.file("plain/\(name)"))))
        }
    }

    @Test("files of a route packed one by one are read like the files, in a folder, in a zip archive and alone")
    func packedFiles() throws {
        let scratch = try Scratch()
        try packed(scratch, in: "lender/norte")
        #expect(try TestBook().sync(scratch.file("lender")).routes == ["norte"])
        let archive = try Zip.make(scratch.file("copias.zip"), folder: scratch.file("lender"))
        #expect(try TestBook().sync(archive).routes == ["norte"])
        #expect(try TestBook().sync(scratch.file("lender/norte/admin.db.gz")).routes == ["norte"])
    }

    @Test("a cut or lying packed file is refused like a bad archive")
    func damaged() throws {
        let scratch = try Scratch()
        try packed(scratch, in: "lender/norte")
        let path = scratch.file("lender/norte/admin.db.gz")
        try scratch.write("lender/norte/admin.db.gz", Array(Scratch.read(path).dropLast(3)))
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(scratch.file("lender")) }
        #expect(error.code == .archiveRefused)
        #expect(error.message.contains("norte/admin.db.gz is refused. It is cut."))
    }
}
