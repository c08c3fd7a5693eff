global using Tensor = Myelin.Learning.Tensors.Tensor;
global using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
