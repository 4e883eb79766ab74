using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes the access to parameters, buffers and tensors, and the computation of derived values.</summary>
internal static class StateEmitter
{
    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        StoragePlan storage = plan.Storage;
        int state = storage.ParametersLength + storage.BuffersLength;
        string type = plan.Spec.Type.FullName;
        EmitSpan(writer, "Parameters", Slice(storage, 0, storage.ParametersLength));
        EmitSpan(writer, "Buffers", storage.BuffersLength == 0 ? "default" : Slice(storage, storage.ParametersLength, state));
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"public global::FcGen.NetworkEdit<{type}> Edit() => new(this);");
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"global::System.Span<float> global::FcGen.INetwork<{type}>.MutableState => {Slice(storage, 0, state)};");
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"void global::FcGen.INetwork<{type}>.OnStateChanged()"))
        {
            EmitChanged(writer, storage);
        }

        EmitCopyFrom(writer, storage, type, Slice(storage, 0, state));
        EmitTensors(writer, storage);
        if (storage.HasDerived)
        {
            EmitDerive(writer, plan);
        }
    }

    private static void EmitSpan(IndentedWriter writer, string member, string span)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"public global::System.ReadOnlySpan<float> {member} => {span};");
    }

    /// <summary>Marks what predictions derive from parameters and buffers as out of date.</summary>
    private static void EmitChanged(IndentedWriter writer, StoragePlan storage)
    {
        if (storage.HasDerived)
        {
            writer.Line("_derivation.Reset();");
        }
    }

    private static void EmitCopyFrom(IndentedWriter writer, StoragePlan storage, string type, string state)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public void CopyFrom({type} other)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(other);");
            writer.Line($"other.{state}.CopyTo(_state.Span);");
            EmitChanged(writer, storage);
        }
    }

    private static void EmitTensors(IndentedWriter writer, StoragePlan storage)
    {
        // Offsets of buffers are relative to the first buffer.
        string state = storage.BuffersLength == 0 ? "_state.Span" : $"_state.Span[(tensor.Kind == global::FcGen.TensorKind.Buffer ? {storage.ParametersLength} : 0)..]";
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public void GetTensor(string name, global::System.Span<float> destination)"))
        {
            writer.Line("global::FcGen.TensorInfo tensor = global::FcGen.TensorInfo.Find(TensorTable.All, name);");
            writer.Line($"tensor.Unpack({state}, destination);");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public float[] GetTensor(string name)"))
        {
            writer.Line("global::FcGen.TensorInfo tensor = global::FcGen.TensorInfo.Find(TensorTable.All, name);");
            writer.Line("float[] values = new float[tensor.Length];");
            writer.Line($"tensor.Unpack({state}, values);");
            writer.Line("return values;");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public void SetTensor(string name, global::System.ReadOnlySpan<float> values)"))
        {
            writer.Line("global::FcGen.TensorInfo tensor = global::FcGen.TensorInfo.Find(TensorTable.All, name);");
            writer.Line($"tensor.Pack(values, {state});");
            EmitChanged(writer, storage);
        }
    }

    private static void EmitDerive(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <summary>Computes the values that predictions derive from parameters and buffers.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("private void Derive()"))
        {
            using (writer.Block("if (!_derivation.TryBegin())"))
            {
                writer.Line("return;");
            }

            writer.Line();
            var names = new OperandNames(plan.Inference, isTraining: false, isSample: true);
            MethodBody.Emit(writer, names, [("parameters", "_state.Reference")], () =>
            {
                foreach (Operation operation in plan.Inference.Operations)
                {
                    string code = writer.Capture(() => operation.EmitDerive(writer, names));
                    if (code.Length > 0)
                    {
                        writer.Line();
                        writer.Append(code);
                    }
                }
            });
            writer.Line();
            writer.Line("_derivation.Finish();");
        }
    }

    private static string Slice(StoragePlan storage, int start, int end) => (start, end == storage.Length) switch
    {
        (0, true) => "_state.Span",
        (0, false) => $"_state.Span[..{end}]",
        _ => $"_state.Span[{start}..{end}]",
    };
}
