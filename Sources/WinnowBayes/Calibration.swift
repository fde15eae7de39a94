internal import Glibc

/// Two logistic curves that make a probability of a bag's sums: with links, and without.
public struct Calibration: Sendable, Equatable {
    /// A line in the sums.
    public struct Curve: Sendable, Equatable {
        /// The log-odds where the sums are 0.
        public var intercept: Double
        /// The weight of the texts' sum.
        public var text: Double
        /// The weight of the links' sum.
        public var links: Double

        /// Makes a line.
        public init(intercept: Double, text: Double, links: Double) {
            self.intercept = intercept
            self.text = text
            self.links = links
        }
    }

    /// For bags with links.
    public var linked: Curve
    /// For bags without; `links` is 0.
    public var bare: Curve

    func logOdds(_ sums: BayesModel.Sums) -> Double {
        let curve = sums.hasLinks ? linked : bare
        return curve.intercept + curve.text * Double(sums.text) + curve.links * Double(sums.links)
    }

    /// The probability that a logarithm of odds stands for.
    public static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }

    /// What a bag scored, and what it is.
    struct Sample {
        var sums: BayesModel.Sums
        var isSpam: Bool
    }

    /// No number of a curve is beyond it: each step of the fit is small.
    static let maximumWeight = 1_000.0
    private static let maximumSteps = 60
    /// Holds the weights back where classes are far apart.
    private static let ridge = 1e-3
    /// Links say where a list leads, which honest lists differ in as well; texts must carry half.
    private static let maximumLinksShare = 1.0

    /// Fits the curves, both classes weighing the same.
    ///
    /// The one for bags without links is fitted on the texts of all samples.
    ///
    /// - Returns: nil where a class has no sample.
    static func fit(_ samples: some Collection<Sample>) -> Calibration? {
        guard let bare = curve(samples, usesLinks: false) else { return nil }
        let linked = samples.filter(\.sums.hasLinks)
        return Calibration(linked: curve(linked, usesLinks: true) ?? bare, bare: bare)
    }

    /// Iteratively reweighted least squares; weights are never negative.
    private static func curve(_ samples: some Collection<Sample>, usesLinks: Bool) -> Curve? {
        let spam = samples.count(where: \.isSpam)
        guard spam > 0, spam < samples.count else { return nil }
        var fitted = curve(samples, spam, usesLinks: usesLinks, fixedShare: nil)
        if fitted.links > fitted.text * maximumLinksShare {
            fitted = curve(samples, spam, usesLinks: true, fixedShare: maximumLinksShare)
        }
        fitted.links = max(fitted.links, 0)
        fitted.text = max(fitted.text, 0)
        return fitted
    }

    private static func curve(
        _ samples: some Collection<Sample>,
        _ spam: Int,
        usesLinks: Bool,
        fixedShare: Double?
    ) -> Curve {
        let weights = (
            spam: 0.5 / Double(spam), ham: 0.5 / Double(samples.count - spam)
        )
        var beta = [0.0, 0.1, 0.0]
        for _ in 0..<maximumSteps {
            var gradient = [0.0, -ridge * beta[1], -ridge * beta[2]]
            var hessian = [[1e-9, 0, 0], [0, ridge, 0], [0, 0, ridge]]
            for sample in samples {
                var inputs = [1, Double(sample.sums.text), Double(sample.sums.links)]
                if let fixedShare {
                    inputs[1] += fixedShare * inputs[2]
                    inputs[2] = 0
                } else if !usesLinks {
                    inputs[2] = 0
                }
                let margin = beta[0] + beta[1] * inputs[1] + beta[2] * inputs[2]
                let expected = probability(margin)
                let weight = sample.isSpam ? weights.spam : weights.ham
                let error = (sample.isSpam ? 1 : 0) - expected
                for row in 0..<3 {
                    gradient[row] += weight * error * inputs[row]
                    for column in 0..<3 {
                        hessian[row][column] +=
                            weight * expected * (1 - expected) * inputs[row] * inputs[column]
                    }
                }
            }
            let step = solve(hessian, gradient)
            for place in 0..<3 { beta[place] += max(-2, min(2, step[place])) }
            if step.allSatisfy({ abs($0) < 1e-9 }) { break }
        }
        return Curve(
            intercept: beta[0],
            text: beta[1],
            links: fixedShare.map { $0 * beta[1] } ?? beta[2]
        )
    }

    /// Solves three linear equations by elimination; their matrix is positive definite.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var rows = matrix.enumerated().map { $1 + [right[$0]] }
        for pivot in 0..<3 {
            for row in (pivot + 1)..<3 where rows[pivot][pivot] != 0 {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in pivot..<4 { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        var result = [0.0, 0, 0]
        for row in (0..<3).reversed() {
            var value = rows[row][3]
            for column in (row + 1)..<3 { value -= rows[row][column] * result[column] }
            result[row] = rows[row][row] == 0 ? 0 : value / rows[row][row]
        }
        return result
    }
}

extension Calibration {
    /// The logarithm of the odds that a probability stands for.
    public static func logOdds(_ probability: Double) -> Double {
        log(probability / (1 - probability))
    }
}
