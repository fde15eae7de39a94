import Foundation
import Testing

/// `Scripts/evaluate` compares figures with the floors in `Tests/floors.json`, with no pages at hand.
@Suite("The gate")
struct GateTests {
    /// Figures of a lab of two sets.
    private static func results(recall: Double, flagged: Double) -> String {
        """
        {"planted": {"all": {"all": {"recall": \(recall), "fully_cleaned": 0.9}}},
         "clean": {"all": {"all": {"flagged_rate": \(flagged), "faithful": 1.0}}}}
        """
    }

    private static let floors = """
        {"full": {"planted/all": {"recall": 0.95}, "clean/all": {"flagged_rate": 0.001}}}
        """

    private static func evaluate(
        _ results: String,
        _ arguments: String = "",
        in folder: TemporaryFolder
    ) throws -> CommandRunner.Result {
        try folder.write(results, to: "results.json")
        let script = PackageFolder.path(of: "Scripts/evaluate")
        return try CommandRunner.bash(
            "PYTHONDONTWRITEBYTECODE=1 python3 \(script) --compare results.json --floors floors.json \(arguments)",
            in: folder.path
        )
    }

    @Test(
        "A figure below its floor, or above its ceiling, fails the gate",
        arguments: [
            (0.95, 0.001, Int32(0), "All of 2 figures are at or above their floors."),
            (0.99, 0.0, 0, "All of 2 figures are at or above their floors."),
            (0.949, 0.0, 1, "BELOW: planted/all: recall 0.949 is below its floor 0.95"),
            (0.99, 0.0011, 1, "BELOW: clean/all: flagged_rate 0.0011 is above its ceiling 0.001"),
        ]
    )
    func comparison(recall: Double, flagged: Double, status: Int32, line: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.floors, to: "floors.json")
        let result = try Self.evaluate(
            Self.results(recall: recall, flagged: flagged),
            in: folder
        )
        #expect(result.status == status, "\(result.errors)")
        #expect(result.output.contains(line), "\(result.output)")
    }

    @Test("A figure with a floor that was not measured fails the gate")
    func missing() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.floors, to: "floors.json")
        let result = try Self.evaluate("{}", in: folder)
        #expect(result.status == 1)
        #expect(result.output.contains("planted/all: recall was not measured"))
    }

    @Test("Floors are raised by what is better, and never lowered")
    func raising() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.floors, to: "floors.json")
        let better = Self.results(recall: 0.97, flagged: 0.0)
        #expect(try Self.evaluate(better, "--raise-floors", in: folder).status == 0)
        let worse = Self.results(recall: 0.96, flagged: 0.0005)
        #expect(try Self.evaluate(worse, "--raise-floors", in: folder).status == 1)
        let raised = try JSONSerialization.jsonObject(with: Data(folder.bytes(of: "floors.json")))
        let floors = (raised as? [String: Any])?["full"] as? [String: [String: Double]]
        #expect(floors?["planted/all"] == ["recall": 0.97, "fully_cleaned": 0.9])
        #expect(floors?["clean/all"] == ["flagged_rate": 0.0, "faithful": 1.0])
    }

    @Test("Without the lab there is nothing to measure, which is no failure")
    func noLab() throws {
        let folder = try TemporaryFolder()
        for script in ["evaluate", "calibrate"] {
            let path = PackageFolder.path(of: "Scripts/\(script)")
            let result = try CommandRunner.bash(
                "PYTHONDONTWRITEBYTECODE=1 python3 \(path) --shared nowhere",
                in: folder.path
            )
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("there is no nowhere/lab"))
        }
    }
}
