using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Emission;

/// <summary>Writes the members of a network with errors. They exist but throw.</summary>
internal static class SkeletonEmitter
{
    public static GeneratedFile Emit(NetworkSkeleton skeleton)
    {
        string self = skeleton.Type.FullName;
        return GeneratedFile.Create(
            skeleton.Type,
            writer =>
            {
                string element = skeleton.Type.Documented.HasSummary ? skeleton.Type.Documented.Free : "summary";
                writer.Line($"/// <{element}>A network with errors: its members throw. See the FCG diagnostics in the build output.</{element}>");
            },
            $" : global::FcGen.INetwork<{self}>",
            writer =>
            {
                foreach (GeneratedMember member in GeneratedMember.Public)
                {
                    if (member.IsOverride && skeleton.Type.HasOwnToString)
                    {
                        continue;
                    }

                    if (!skeleton.Blocked.Contains(member.Key))
                    {
                        EmitPublic(writer, skeleton, member);
                    }
                    else if (member.Name != GeneratedMember.Constructor && !skeleton.Implemented.Contains(member.Name) && !member.IsConstant)
                    {
                        EmitExplicit(writer, skeleton, member);
                    }
                }

                if (skeleton.IsSequence && !skeleton.Blocked.Contains(GeneratedMember.StreamState))
                {
                    EmitStream(writer, skeleton);
                }

                foreach (GeneratedMember member in GeneratedMember.Explicit.Where(member => !skeleton.Implemented.Contains(member.Name)))
                {
                    EmitExplicit(writer, skeleton, member);
                }
            });
    }

    /// <summary>Writes the members of a network that runs step by step.</summary>
    private static void EmitStream(IndentedWriter writer, NetworkSkeleton skeleton)
    {
        StreamEmitter.EmitState(writer, skeleton.Type.FullName, recurrentFloats: 0, floats: 1);
        writer.Line();
        foreach (GeneratedMember member in GeneratedMember.PublicOfStreams.Where(member => member.Name != GeneratedMember.StreamState && !skeleton.Blocked.Contains(member.Key)))
        {
            EmitPublic(writer, skeleton, member);
        }
    }

    private static void EmitPublic(IndentedWriter writer, NetworkSkeleton skeleton, GeneratedMember member)
    {
        writer.Line($"/// <summary>{(member.IsConstant ? "The known or inferred size, or 1" : "Throws")}: the network has errors.</summary>");
        if (member.IsConstant)
        {
            int value = member.Name switch
            {
                "InputSize" => skeleton.InputSize,
                "OutputSize" => skeleton.OutputSize,
                _ => 1,
            };
            writer.Line(GeneratedMember.FieldAttribute);
            writer.Line($"public const int {member.Name} = {SourceText.Literal(value)};");
        }
        else if (member.Name == GeneratedMember.Constructor)
        {
            writer.Line(GeneratedMember.Attributes);
            writer.Line($"public {skeleton.Type.Name}({member.Parameters}) => {Throw(skeleton)};");
        }
        else
        {
            EmitMember(writer, skeleton, member, member.IsOverride ? "public override " : "public ", string.Empty);
        }
    }

    private static void EmitExplicit(IndentedWriter writer, NetworkSkeleton skeleton, GeneratedMember member) =>
        EmitMember(writer, skeleton, member, string.Empty, $"global::FcGen.INetwork<{skeleton.Type.FullName}>.");

    private static void EmitMember(IndentedWriter writer, NetworkSkeleton skeleton, GeneratedMember member, string access, string owner)
    {
        string head = $"{access}{(member.IsStatic ? "static " : string.Empty)}{member.Type} {owner}{member.Name}";
        string declaration =
            member.IsSettable ? $"{head} {{ get => {Throw(skeleton)}; set => {Throw(skeleton)}; }}"
            : member.Parameters is null ? $"{head} => {Throw(skeleton)};"
            : $"{head}({(owner.Length == 0 ? member.Parameters : member.RequiredParameters)}) => {Throw(skeleton)};";
        writer.Line(GeneratedMember.Attributes);
        writer.Line(declaration.Replace(GeneratedMember.Self, skeleton.Type.FullName));
    }

    private static string Throw(NetworkSkeleton skeleton) =>
        $"throw new global::System.InvalidOperationException(\"Network '{skeleton.Type.Name}' has errors; see the FCG diagnostics in the build output.\")";
}
